namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="FilterBank"/>.</summary>
public struct FilterBankParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 2;

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels;

    /// <summary>The bin that the first weight belongs to, at least 0.</summary>
    public int FirstBin;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static FilterBankParameters Load(int[] values, int at)
    {
        FilterBankParameters p;
        p.Channels = values[at];
        p.FirstBin = values[at + 1];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Channels;
        values[at + 1] = FirstBin;
    }
}
