namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Select"/> and its form for numbers.</summary>
public struct SelectParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 1;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SelectParameters Load(int[] values, int at)
    {
        SelectParameters p;
        p.Size = values[at];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
    }
}
