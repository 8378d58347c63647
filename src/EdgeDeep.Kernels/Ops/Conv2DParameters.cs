namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Conv2D"/>.</summary>
public struct Conv2DParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 20;

    /// <summary>Number of images (or rows) in the batch, at least 1.</summary>
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

    /// <summary>Input rows between two output rows, at least 1; may exceed the filter.</summary>
    public int StrideHeight;

    /// <summary>Input columns between two output columns, at least 1; may exceed the filter.</summary>
    public int StrideWidth;

    /// <summary>Input rows between two filter rows, at least 1.</summary>
    public int DilationHeight;

    /// <summary>Input columns between two filter columns, at least 1.</summary>
    public int DilationWidth;

    /// <summary>Rows of padding above the input, at least 0; padding below follows from the sizes.</summary>
    public int PadTop;

    /// <summary>Columns of padding left of the input, at least 0; padding on the right follows from the sizes.</summary>
    public int PadLeft;

    /// <summary>Number of groups, at least 1; divides both channel counts.</summary>
    public int Groups;

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
    public static Conv2DParameters Load(int[] values, int at)
    {
        Conv2DParameters p;
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
        p.DilationHeight = values[at + 11];
        p.DilationWidth = values[at + 12];
        p.PadTop = values[at + 13];
        p.PadLeft = values[at + 14];
        p.Groups = values[at + 15];
        p.InputOffset = values[at + 16];
        p.OutputOffset = values[at + 17];
        p.ActivationMin = values[at + 18];
        p.ActivationMax = values[at + 19];
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
        values[at + 11] = DilationHeight;
        values[at + 12] = DilationWidth;
        values[at + 13] = PadTop;
        values[at + 14] = PadLeft;
        values[at + 15] = Groups;
        values[at + 16] = InputOffset;
        values[at + 17] = OutputOffset;
        values[at + 18] = ActivationMin;
        values[at + 19] = ActivationMax;
    }
}
