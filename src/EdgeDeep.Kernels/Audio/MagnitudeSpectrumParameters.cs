namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="MagnitudeSpectrum"/>.</summary>
public struct MagnitudeSpectrumParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Samples of a frame, 1..2^SizeLog2.</summary>
    public int Window;

    /// <summary>Logarithm of the size of the transform, 2..15.</summary>
    public int SizeLog2;

    /// <summary>Number of magnitudes, 1..2^(SizeLog2-1) + 1.</summary>
    public int Bins;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static MagnitudeSpectrumParameters Load(int[] values, int at)
    {
        MagnitudeSpectrumParameters p;
        p.Window = values[at];
        p.SizeLog2 = values[at + 1];
        p.Bins = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Window;
        values[at + 1] = SizeLog2;
        values[at + 2] = Bins;
    }
}
