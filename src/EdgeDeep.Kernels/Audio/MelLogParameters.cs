namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="MelLog"/>.</summary>
public struct MelLogParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 5;

    /// <summary>Number of filters, at least 1.</summary>
    public int Filters;

    /// <summary>1 sums squared magnitudes, 0 magnitudes.</summary>
    public int IsPower;

    /// <summary>Subtracted from the logarithm of the sum.</summary>
    public int Exponent;

    /// <summary>Added to the sum, times a power of two; 0..2^30.</summary>
    public int OffsetMantissa;

    /// <summary>That power: left shift, or right shift where it is negative; -62..16 for magnitudes, -62..60 for squares.</summary>
    public int OffsetShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static MelLogParameters Load(int[] values, int at)
    {
        MelLogParameters p;
        p.Filters = values[at];
        p.IsPower = values[at + 1];
        p.Exponent = values[at + 2];
        p.OffsetMantissa = values[at + 3];
        p.OffsetShift = values[at + 4];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Filters;
        values[at + 1] = IsPower;
        values[at + 2] = Exponent;
        values[at + 3] = OffsetMantissa;
        values[at + 4] = OffsetShift;
    }
}
