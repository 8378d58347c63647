namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="RandomNormal"/>.</summary>
public struct RandomNormalParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 6;

    /// <summary>Numbers to draw, at least 1.</summary>
    public int Elements;

    /// <summary>Rows of the table of quantiles, 1..30.</summary>
    public int Rows;

    /// <summary>Mean in 1/4096 of a standard deviation, -2^30..2^30.</summary>
    public int Mean;

    /// <summary>Significand of standard deviation / 4096 / output scale.</summary>
    public int Multiplier;

    /// <summary>Exponent of the same factor, -31..30.</summary>
    public int Shift;

    /// <summary>Zero point of the output, -128..127; 0 for int16.</summary>
    public int OutputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static RandomNormalParameters Load(int[] values, int at)
    {
        RandomNormalParameters p;
        p.Elements = values[at];
        p.Rows = values[at + 1];
        p.Mean = values[at + 2];
        p.Multiplier = values[at + 3];
        p.Shift = values[at + 4];
        p.OutputOffset = values[at + 5];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Elements;
        values[at + 1] = Rows;
        values[at + 2] = Mean;
        values[at + 3] = Multiplier;
        values[at + 4] = Shift;
        values[at + 5] = OutputOffset;
    }
}
