namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SpectralSubtraction"/>.</summary>
public struct SpectralSubtractionParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 5;

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels;

    /// <summary>Fraction bits of the estimates, 0..16.</summary>
    public int SmoothingBits;

    /// <summary>How fast the estimate of an even channel follows, 0..2^14 for 0..1.</summary>
    public int EvenSmoothing;

    /// <summary>How fast the estimate of an odd channel follows, 0..2^14 for 0..1.</summary>
    public int OddSmoothing;

    /// <summary>The part of the signal that always remains, 0..2^14 for 0..1.</summary>
    public int MinSignalRemaining;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SpectralSubtractionParameters Load(int[] values, int at)
    {
        SpectralSubtractionParameters p;
        p.Channels = values[at];
        p.SmoothingBits = values[at + 1];
        p.EvenSmoothing = values[at + 2];
        p.OddSmoothing = values[at + 3];
        p.MinSignalRemaining = values[at + 4];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Channels;
        values[at + 1] = SmoothingBits;
        values[at + 2] = EvenSmoothing;
        values[at + 3] = OddSmoothing;
        values[at + 4] = MinSignalRemaining;
    }
}
