namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Logistic"/> and <see cref="Tanh"/>.</summary>
public struct LogisticParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 5;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Inputs this far from their zero point saturate; floor(15 * 2^27 / 2^InputLeftShift).</summary>
    public int InputRangeRadius;

    /// <summary>Significand of input scale * 2^27.</summary>
    public int InputMultiplier;

    /// <summary>Exponent that goes with InputMultiplier, -31..30.</summary>
    public int InputLeftShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static LogisticParameters Load(int[] values, int at)
    {
        LogisticParameters p;
        p.Size = values[at];
        p.InputOffset = values[at + 1];
        p.InputRangeRadius = values[at + 2];
        p.InputMultiplier = values[at + 3];
        p.InputLeftShift = values[at + 4];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = InputOffset;
        values[at + 2] = InputRangeRadius;
        values[at + 3] = InputMultiplier;
        values[at + 4] = InputLeftShift;
    }
}
