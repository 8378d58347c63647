namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SignalWindow"/>.</summary>
public struct SignalWindowParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Samples of a frame, at least 1.</summary>
    public int Size;

    /// <summary>Elements of the output, at least <see cref="Size"/>; zeros follow the frame.</summary>
    public int PaddedSize;

    /// <summary>Fraction bits of the weights, 0..15; no weight is above 1.</summary>
    public int FractionBits;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SignalWindowParameters Load(int[] values, int at)
    {
        SignalWindowParameters p;
        p.Size = values[at];
        p.PaddedSize = values[at + 1];
        p.FractionBits = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = PaddedSize;
        values[at + 2] = FractionBits;
    }
}
