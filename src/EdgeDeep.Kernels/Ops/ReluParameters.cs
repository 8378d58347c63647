namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Relu"/>.</summary>
public struct ReluParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 7;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale / output scale; 2^30 with Shift 1 means equal scales.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ReluParameters Load(int[] values, int at)
    {
        ReluParameters p;
        p.Size = values[at];
        p.InputOffset = values[at + 1];
        p.OutputOffset = values[at + 2];
        p.Multiplier = values[at + 3];
        p.Shift = values[at + 4];
        p.ActivationMin = values[at + 5];
        p.ActivationMax = values[at + 6];
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
        values[at + 5] = ActivationMin;
        values[at + 6] = ActivationMax;
    }
}
