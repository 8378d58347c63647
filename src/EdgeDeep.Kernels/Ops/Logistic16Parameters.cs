namespace EdgeDeep.Kernels;

/// <summary>Parameters of the 16-bit forms of <see cref="Logistic"/> and <see cref="Tanh"/>.</summary>
public struct Logistic16Parameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>3 * 2^12 * input scale * 2^InputRightShift, 0..32767.</summary>
    public int InputMultiplier;

    /// <summary>Bits taken off the product, rounded, 0..31.</summary>
    public int InputRightShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static Logistic16Parameters Load(int[] values, int at)
    {
        Logistic16Parameters p;
        p.Size = values[at];
        p.InputMultiplier = values[at + 1];
        p.InputRightShift = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = InputMultiplier;
        values[at + 2] = InputRightShift;
    }
}
