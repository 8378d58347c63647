namespace EdgeDeep.Kernels;

/// <summary>Parameters of the 16-bit form of <see cref="Softmax"/>.</summary>
public struct Softmax16Parameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows;

    /// <summary>Elements of a row, 1..65536.</summary>
    public int Depth;

    /// <summary>Significand of input scale * beta * 65535 / 10.</summary>
    public int InputMultiplier;

    /// <summary>Exponent that goes with InputMultiplier, -31..30.</summary>
    public int InputShift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static Softmax16Parameters Load(int[] values, int at)
    {
        Softmax16Parameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.InputMultiplier = values[at + 2];
        p.InputShift = values[at + 3];
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
        values[at + 3] = InputShift;
    }
}
