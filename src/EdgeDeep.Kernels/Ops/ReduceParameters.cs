namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Mean"/>, <see cref="Sum"/> and <see cref="ReduceMax"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front.</remarks>
public struct ReduceParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 10;

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

    /// <summary>Bit mask: bit i is set where axis i (of the five) is reduced, 0..31.</summary>
    public int ReducedAxes;

    /// <summary>Minus the zero point of the input, -127..128; not used by ReduceMax.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127; not used by ReduceMax.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale / output scale; not used by ReduceMax.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; Mean folds the division by the count in by itself.</summary>
    public int Shift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ReduceParameters Load(int[] values, int at)
    {
        ReduceParameters p;
        p.InputDim0 = values[at];
        p.InputDim1 = values[at + 1];
        p.InputDim2 = values[at + 2];
        p.InputDim3 = values[at + 3];
        p.InputDim4 = values[at + 4];
        p.ReducedAxes = values[at + 5];
        p.InputOffset = values[at + 6];
        p.OutputOffset = values[at + 7];
        p.Multiplier = values[at + 8];
        p.Shift = values[at + 9];
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
        values[at + 5] = ReducedAxes;
        values[at + 6] = InputOffset;
        values[at + 7] = OutputOffset;
        values[at + 8] = Multiplier;
        values[at + 9] = Shift;
    }
}
