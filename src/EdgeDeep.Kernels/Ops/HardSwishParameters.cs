namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="HardSwish"/>.</summary>
public struct HardSwishParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 7;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of (input scale / 128) / output scale, rounded to Q15, 0..32767.</summary>
    public int OutputMultiplier;

    /// <summary>Exponent that goes with OutputMultiplier, -15..0.</summary>
    public int OutputExponent;

    /// <summary>Significand of (input scale / 128) / (3 / 32768), rounded to Q15, 0..32767.</summary>
    public int ReluishMultiplier;

    /// <summary>Exponent that goes with ReluishMultiplier, -15..16.</summary>
    public int ReluishExponent;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static HardSwishParameters Load(int[] values, int at)
    {
        HardSwishParameters p;
        p.Size = values[at];
        p.InputOffset = values[at + 1];
        p.OutputOffset = values[at + 2];
        p.OutputMultiplier = values[at + 3];
        p.OutputExponent = values[at + 4];
        p.ReluishMultiplier = values[at + 5];
        p.ReluishExponent = values[at + 6];
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
        values[at + 3] = OutputMultiplier;
        values[at + 4] = OutputExponent;
        values[at + 5] = ReluishMultiplier;
        values[at + 6] = ReluishExponent;
    }
}
