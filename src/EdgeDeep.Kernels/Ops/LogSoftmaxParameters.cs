namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="LogSoftmax"/>.</summary>
public struct LogSoftmaxParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 7;

    /// <summary>Number of independent rows, at least 0.</summary>
    public int Rows;

    /// <summary>Elements of a row (the last axis), at least 1.</summary>
    public int Depth;

    /// <summary>Significand of min(input scale * 2^26, 2^31 - 1).</summary>
    public int InputMultiplier;

    /// <summary>Exponent that goes with InputMultiplier, 0..31.</summary>
    public int InputLeftShift;

    /// <summary>Differences from the row maximum below this count as exp = 0; minus floor(31 * 2^26 / 2^InputLeftShift).</summary>
    public int DiffMin;

    /// <summary>Significand of the inverse of the input's factor.</summary>
    public int ReverseMultiplier;

    /// <summary>Exponent that goes with ReverseMultiplier, -31..0.</summary>
    public int ReverseShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static LogSoftmaxParameters Load(int[] values, int at)
    {
        LogSoftmaxParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.InputMultiplier = values[at + 2];
        p.InputLeftShift = values[at + 3];
        p.DiffMin = values[at + 4];
        p.ReverseMultiplier = values[at + 5];
        p.ReverseShift = values[at + 6];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = InputMultiplier;
        values[at + 3] = InputLeftShift;
        values[at + 4] = DiffMin;
        values[at + 5] = ReverseMultiplier;
        values[at + 6] = ReverseShift;
    }
}
