namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="MelFeatures"/>.</summary>
public struct MelFeaturesParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 12;

    /// <summary>Number of frames, at least 1.</summary>
    public int Frames;

    /// <summary>Logarithms of a frame, at least 1.</summary>
    public int Filters;

    /// <summary>Cepstral coefficients of a frame; 0 keeps the logarithms.</summary>
    public int Coefficients;

    /// <summary>1 where a frame ends with its peak and all frames are divided by the greatest of them; 0 otherwise.</summary>
    public int HasPeak;

    /// <summary>1 where the logarithms are those of squares; the peak counts twice then.</summary>
    public int IsPower;

    /// <summary>log2 of what is added to each sum after the division by the peak, Q9; without peak it is not used.</summary>
    public int OffsetLog;

    /// <summary>Factor of features, 2^20..2^22.</summary>
    public int Multiplier;

    /// <summary>Right shift after it, to 16 fraction bits; 0..62.</summary>
    public int Shift;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>1 rounds toward zero after adding the zero point, 0 to nearest, ties away from zero, before.</summary>
    public int IsTruncated;

    /// <summary>Elements from a frame to the next in the output, at least 1.</summary>
    public int FrameStride;

    /// <summary>Elements from a feature to the next in the output, at least 1.</summary>
    public int FeatureStride;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static MelFeaturesParameters Load(int[] values, int at)
    {
        MelFeaturesParameters p;
        p.Frames = values[at];
        p.Filters = values[at + 1];
        p.Coefficients = values[at + 2];
        p.HasPeak = values[at + 3];
        p.IsPower = values[at + 4];
        p.OffsetLog = values[at + 5];
        p.Multiplier = values[at + 6];
        p.Shift = values[at + 7];
        p.OutputOffset = values[at + 8];
        p.IsTruncated = values[at + 9];
        p.FrameStride = values[at + 10];
        p.FeatureStride = values[at + 11];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Frames;
        values[at + 1] = Filters;
        values[at + 2] = Coefficients;
        values[at + 3] = HasPeak;
        values[at + 4] = IsPower;
        values[at + 5] = OffsetLog;
        values[at + 6] = Multiplier;
        values[at + 7] = Shift;
        values[at + 8] = OutputOffset;
        values[at + 9] = IsTruncated;
        values[at + 10] = FrameStride;
        values[at + 11] = FeatureStride;
    }
}
