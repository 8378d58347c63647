namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="FullyConnected"/>.</summary>
public struct FullyConnectedParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 8;

    /// <summary>Number of images (or rows) in the batch, at least 1.</summary>
    public int Batches;

    /// <summary>Channels of the input, at least 1.</summary>
    public int InputChannels;

    /// <summary>Channels of the output, at least 1.</summary>
    public int OutputChannels;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Minus the zero point of the weights, -127..128; 0 for symmetric weights.</summary>
    public int WeightsOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static FullyConnectedParameters Load(int[] values, int at)
    {
        FullyConnectedParameters p;
        p.Batches = values[at];
        p.InputChannels = values[at + 1];
        p.OutputChannels = values[at + 2];
        p.InputOffset = values[at + 3];
        p.WeightsOffset = values[at + 4];
        p.OutputOffset = values[at + 5];
        p.ActivationMin = values[at + 6];
        p.ActivationMax = values[at + 7];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = InputChannels;
        values[at + 2] = OutputChannels;
        values[at + 3] = InputOffset;
        values[at + 4] = WeightsOffset;
        values[at + 5] = OutputOffset;
        values[at + 6] = ActivationMin;
        values[at + 7] = ActivationMax;
    }
}
