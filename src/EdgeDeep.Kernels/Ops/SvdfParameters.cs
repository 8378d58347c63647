namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Svdf"/>.</summary>
public struct SvdfParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 12;

    /// <summary>Number of images (or rows) in the batch, at least 1.</summary>
    public int Batches;

    /// <summary>Channels of the input, at least 1.</summary>
    public int InputChannels;

    /// <summary>Number of filters, a multiple of Rank.</summary>
    public int Filters;

    /// <summary>Filters summed into one output, at least 1.</summary>
    public int Rank;

    /// <summary>Steps each filter remembers, at least 1.</summary>
    public int MemorySize;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the state; 0 with int16 state.</summary>
    public int StateOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of input scale * feature weights scale / state scale.</summary>
    public int FeatureMultiplier;

    /// <summary>Exponent that goes with FeatureMultiplier, -31..30.</summary>
    public int FeatureShift;

    /// <summary>Significand of state scale * time weights scale / output scale.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SvdfParameters Load(int[] values, int at)
    {
        SvdfParameters p;
        p.Batches = values[at];
        p.InputChannels = values[at + 1];
        p.Filters = values[at + 2];
        p.Rank = values[at + 3];
        p.MemorySize = values[at + 4];
        p.InputOffset = values[at + 5];
        p.StateOffset = values[at + 6];
        p.OutputOffset = values[at + 7];
        p.FeatureMultiplier = values[at + 8];
        p.FeatureShift = values[at + 9];
        p.Multiplier = values[at + 10];
        p.Shift = values[at + 11];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = InputChannels;
        values[at + 2] = Filters;
        values[at + 3] = Rank;
        values[at + 4] = MemorySize;
        values[at + 5] = InputOffset;
        values[at + 6] = StateOffset;
        values[at + 7] = OutputOffset;
        values[at + 8] = FeatureMultiplier;
        values[at + 9] = FeatureShift;
        values[at + 10] = Multiplier;
        values[at + 11] = Shift;
    }
}
