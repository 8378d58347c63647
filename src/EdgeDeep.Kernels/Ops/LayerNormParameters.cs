namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="LayerNorm"/>.</summary>
public struct LayerNormParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 6;

    /// <summary>Number of independent rows, at least 0.</summary>
    public int Rows;

    /// <summary>Elements of a row (the last axis), 1..32768.</summary>
    public int Depth;

    /// <summary>Significand of Depth^2 * epsilon / input scale^2 * 2^16, at least 0.</summary>
    public int Epsilon;

    /// <summary>Exponent that goes with Epsilon: the number is Epsilon * 2^EpsilonShift, 0..30.</summary>
    public int EpsilonShift;

    /// <summary>Fraction bits of gamma and beta, 0..22.</summary>
    public int FractionBits;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static LayerNormParameters Load(int[] values, int at)
    {
        LayerNormParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.Epsilon = values[at + 2];
        p.EpsilonShift = values[at + 3];
        p.FractionBits = values[at + 4];
        p.OutputOffset = values[at + 5];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = Epsilon;
        values[at + 3] = EpsilonShift;
        values[at + 4] = FractionBits;
        values[at + 5] = OutputOffset;
    }
}
