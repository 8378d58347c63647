namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="TransposeConv2D"/>.</summary>
public struct TransposeConv2DParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 17;

    /// <summary>Number of images in the batch, at least 1.</summary>
    public int Batches;

    /// <summary>Rows of the input, at least 1.</summary>
    public int InputHeight;

    /// <summary>Columns of the input, at least 1.</summary>
    public int InputWidth;

    /// <summary>Channels of the input, at least 1.</summary>
    public int InputChannels;

    /// <summary>Rows of the filter, at least 1.</summary>
    public int FilterHeight;

    /// <summary>Columns of the filter, at least 1.</summary>
    public int FilterWidth;

    /// <summary>Rows of the output, at least 1.</summary>
    public int OutputHeight;

    /// <summary>Columns of the output, at least 1.</summary>
    public int OutputWidth;

    /// <summary>Channels of the output, at least 1.</summary>
    public int OutputChannels;

    /// <summary>Output rows between two input rows, at least 1; may exceed the filter.</summary>
    public int StrideHeight;

    /// <summary>Output columns between two input columns, at least 1; may exceed the filter.</summary>
    public int StrideWidth;

    /// <summary>Rows of the sum cut off above the output, at least 0.</summary>
    public int PadTop;

    /// <summary>Columns of the sum cut off left of the output, at least 0.</summary>
    public int PadLeft;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static TransposeConv2DParameters Load(int[] values, int at)
    {
        TransposeConv2DParameters p;
        p.Batches = values[at];
        p.InputHeight = values[at + 1];
        p.InputWidth = values[at + 2];
        p.InputChannels = values[at + 3];
        p.FilterHeight = values[at + 4];
        p.FilterWidth = values[at + 5];
        p.OutputHeight = values[at + 6];
        p.OutputWidth = values[at + 7];
        p.OutputChannels = values[at + 8];
        p.StrideHeight = values[at + 9];
        p.StrideWidth = values[at + 10];
        p.PadTop = values[at + 11];
        p.PadLeft = values[at + 12];
        p.InputOffset = values[at + 13];
        p.OutputOffset = values[at + 14];
        p.ActivationMin = values[at + 15];
        p.ActivationMax = values[at + 16];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = InputHeight;
        values[at + 2] = InputWidth;
        values[at + 3] = InputChannels;
        values[at + 4] = FilterHeight;
        values[at + 5] = FilterWidth;
        values[at + 6] = OutputHeight;
        values[at + 7] = OutputWidth;
        values[at + 8] = OutputChannels;
        values[at + 9] = StrideHeight;
        values[at + 10] = StrideWidth;
        values[at + 11] = PadTop;
        values[at + 12] = PadLeft;
        values[at + 13] = InputOffset;
        values[at + 14] = OutputOffset;
        values[at + 15] = ActivationMin;
        values[at + 16] = ActivationMax;
    }
}
