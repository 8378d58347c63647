namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SpectrumMagnitude"/>.</summary>
public struct SpectrumMagnitudeParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 6;

    /// <summary>Number of samples, at least 1; the mirror image is shorter than that.</summary>
    public int Samples;

    /// <summary>Number of frames, at least 0.</summary>
    public int Frames;

    /// <summary>Samples from one frame to the next, at least 1.</summary>
    public int Hop;

    /// <summary>Samples of a frame, 1..512, so that sums fit 32 bits.</summary>
    public int Window;

    /// <summary>Number of bins, at least 1.</summary>
    public int Bins;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SpectrumMagnitudeParameters Load(int[] values, int at)
    {
        SpectrumMagnitudeParameters p;
        p.Samples = values[at];
        p.Frames = values[at + 1];
        p.Hop = values[at + 2];
        p.Window = values[at + 3];
        p.Bins = values[at + 4];
        p.OutputOffset = values[at + 5];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Samples;
        values[at + 1] = Frames;
        values[at + 2] = Hop;
        values[at + 3] = Window;
        values[at + 4] = Bins;
        values[at + 5] = OutputOffset;
    }
}
