namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Gru"/>.</summary>
public struct GruParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 10;

    /// <summary>Number of independent sequences, at least 1.</summary>
    public int Batches;

    /// <summary>Length of a sequence, at least 1.</summary>
    public int Steps;

    /// <summary>Values of one step, at least 1.</summary>
    public int InputChannels;

    /// <summary>Size of the hidden state, at least 1.</summary>
    public int Units;

    /// <summary>1 where steps are the outer dimension of input and output, 0 where batches are.</summary>
    public int TimeMajor;

    /// <summary>1 where reset multiplies the recurrent part of the candidate, 0 where it multiplies the hidden state before.</summary>
    public int LinearBeforeReset;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of 2^-15 / output scale.</summary>
    public int OutputMultiplier;

    /// <summary>Exponent that goes with OutputMultiplier, -31..15.</summary>
    public int OutputShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static GruParameters Load(int[] values, int at)
    {
        GruParameters p;
        p.Batches = values[at];
        p.Steps = values[at + 1];
        p.InputChannels = values[at + 2];
        p.Units = values[at + 3];
        p.TimeMajor = values[at + 4];
        p.LinearBeforeReset = values[at + 5];
        p.InputOffset = values[at + 6];
        p.OutputOffset = values[at + 7];
        p.OutputMultiplier = values[at + 8];
        p.OutputShift = values[at + 9];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = Steps;
        values[at + 2] = InputChannels;
        values[at + 3] = Units;
        values[at + 4] = TimeMajor;
        values[at + 5] = LinearBeforeReset;
        values[at + 6] = InputOffset;
        values[at + 7] = OutputOffset;
        values[at + 8] = OutputMultiplier;
        values[at + 9] = OutputShift;
    }
}
