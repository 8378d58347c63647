namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="PRelu"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front; on every axis the two sizes are equal or one of them is 1.</remarks>
public struct PReluParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 17;

    /// <summary>Size of axis 0 of the input, at least 1.</summary>
    public int InputDim0;

    /// <summary>Size of axis 1 of the input, at least 1.</summary>
    public int InputDim1;

    /// <summary>Size of axis 2 of the input, at least 1.</summary>
    public int InputDim2;

    /// <summary>Size of axis 3 of the input, at least 1.</summary>
    public int InputDim3;

    /// <summary>Size of axis 4 of the input, at least 1.</summary>
    public int InputDim4;

    /// <summary>Size of axis 0 of the slopes, at least 1.</summary>
    public int AlphaDim0;

    /// <summary>Size of axis 1 of the slopes, at least 1.</summary>
    public int AlphaDim1;

    /// <summary>Size of axis 2 of the slopes, at least 1.</summary>
    public int AlphaDim2;

    /// <summary>Size of axis 3 of the slopes, at least 1.</summary>
    public int AlphaDim3;

    /// <summary>Size of axis 4 of the slopes, at least 1.</summary>
    public int AlphaDim4;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Minus the zero point of the slopes, -127..128.</summary>
    public int AlphaOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale / output scale, for values at or above zero.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Significand of input scale * slope scale / output scale, for values below zero.</summary>
    public int AlphaMultiplier;

    /// <summary>Exponent that goes with AlphaMultiplier, -31..30.</summary>
    public int AlphaShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static PReluParameters Load(int[] values, int at)
    {
        PReluParameters p;
        p.InputDim0 = values[at];
        p.InputDim1 = values[at + 1];
        p.InputDim2 = values[at + 2];
        p.InputDim3 = values[at + 3];
        p.InputDim4 = values[at + 4];
        p.AlphaDim0 = values[at + 5];
        p.AlphaDim1 = values[at + 6];
        p.AlphaDim2 = values[at + 7];
        p.AlphaDim3 = values[at + 8];
        p.AlphaDim4 = values[at + 9];
        p.InputOffset = values[at + 10];
        p.AlphaOffset = values[at + 11];
        p.OutputOffset = values[at + 12];
        p.Multiplier = values[at + 13];
        p.Shift = values[at + 14];
        p.AlphaMultiplier = values[at + 15];
        p.AlphaShift = values[at + 16];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = InputDim0;
        values[at + 1] = InputDim1;
        values[at + 2] = InputDim2;
        values[at + 3] = InputDim3;
        values[at + 4] = InputDim4;
        values[at + 5] = AlphaDim0;
        values[at + 6] = AlphaDim1;
        values[at + 7] = AlphaDim2;
        values[at + 8] = AlphaDim3;
        values[at + 9] = AlphaDim4;
        values[at + 10] = InputOffset;
        values[at + 11] = AlphaOffset;
        values[at + 12] = OutputOffset;
        values[at + 13] = Multiplier;
        values[at + 14] = Shift;
        values[at + 15] = AlphaMultiplier;
        values[at + 16] = AlphaShift;
    }
}
