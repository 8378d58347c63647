namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Requantize"/>.</summary>
public struct RequantizeParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 5;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Minus the zero point of the input.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale / output scale.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static RequantizeParameters Load(int[] values, int at)
    {
        RequantizeParameters p;
        p.Size = values[at];
        p.InputOffset = values[at + 1];
        p.OutputOffset = values[at + 2];
        p.Multiplier = values[at + 3];
        p.Shift = values[at + 4];
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
    }
}
