namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Pcan"/>.</summary>
public struct PcanParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 2;

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels;

    /// <summary>By how many bits the product of signal and gain is shifted right, 0..31.</summary>
    public int SnrShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static PcanParameters Load(int[] values, int at)
    {
        PcanParameters p;
        p.Channels = values[at];
        p.SnrShift = values[at + 1];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Channels;
        values[at + 1] = SnrShift;
    }
}
