namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="FilterBankLog"/>.</summary>
public struct FilterBankLogParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels;

    /// <summary>By how many bits the input is shifted left first, or right where it is negative; -16..16.</summary>
    public int CorrectionBits;

    /// <summary>Fraction bits of the output, 0..10.</summary>
    public int ScaleShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static FilterBankLogParameters Load(int[] values, int at)
    {
        FilterBankLogParameters p;
        p.Channels = values[at];
        p.CorrectionBits = values[at + 1];
        p.ScaleShift = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Channels;
        values[at + 1] = CorrectionBits;
        values[at + 2] = ScaleShift;
    }
}
