namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Fill"/>.</summary>
public struct FillParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 2;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>The element; the bits of a single-precision number where elements are floating point.</summary>
    public int Value;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static FillParameters Load(int[] values, int at)
    {
        FillParameters p;
        p.Size = values[at];
        p.Value = values[at + 1];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = Value;
    }
}
