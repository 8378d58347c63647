namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="LeakyRelu"/>.</summary>
public struct LeakyReluParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 7;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale / output scale, for values at or above zero.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Significand of input scale * alpha / output scale, for values below zero; negative for a negative alpha.</summary>
    public int AlphaMultiplier;

    /// <summary>Exponent that goes with AlphaMultiplier, -31..30.</summary>
    public int AlphaShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static LeakyReluParameters Load(int[] values, int at)
    {
        LeakyReluParameters p;
        p.Size = values[at];
        p.InputOffset = values[at + 1];
        p.OutputOffset = values[at + 2];
        p.Multiplier = values[at + 3];
        p.Shift = values[at + 4];
        p.AlphaMultiplier = values[at + 5];
        p.AlphaShift = values[at + 6];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = InputOffset;
        values[at + 2] = OutputOffset;
        values[at + 3] = Multiplier;
        values[at + 4] = Shift;
        values[at + 5] = AlphaMultiplier;
        values[at + 6] = AlphaShift;
    }
}
