namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="ResizeBilinear"/> and its form for numbers.</summary>
public struct ResizeBilinearParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 6;

    /// <summary>Number of images in the batch, at least 1.</summary>
    public int Batches;

    /// <summary>Rows of the input, at least 1.</summary>
    public int InputHeight;

    /// <summary>Columns of the input, at least 1.</summary>
    public int InputWidth;

    /// <summary>Channels, at least 1.</summary>
    public int InputChannels;

    /// <summary>Rows of the output, at least 1.</summary>
    public int OutputHeight;

    /// <summary>Columns of the output, at least 1.</summary>
    public int OutputWidth;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ResizeBilinearParameters Load(int[] values, int at)
    {
        ResizeBilinearParameters p;
        p.Batches = values[at];
        p.InputHeight = values[at + 1];
        p.InputWidth = values[at + 2];
        p.InputChannels = values[at + 3];
        p.OutputHeight = values[at + 4];
        p.OutputWidth = values[at + 5];
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
        values[at + 4] = OutputHeight;
        values[at + 5] = OutputWidth;
    }
}
