namespace EdgeDeep.Kernels.Float;

/// <summary>Parameters of <see cref="Softmax"/>.</summary>
public struct SoftmaxParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Number of independent rows, at least 0.</summary>
    public int Rows;

    /// <summary>Elements of a row (the last axis), at least 1.</summary>
    public int Depth;

    /// <summary>Beta as the bits of an IEEE-754 single, a positive normal number.</summary>
    public int BetaBits;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SoftmaxParameters Load(int[] values, int at)
    {
        SoftmaxParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.BetaBits = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = BetaBits;
    }
}
