namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="L2Norm"/>.</summary>
public struct L2NormParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows;

    /// <summary>Elements of a row, 1..33025.</summary>
    public int Depth;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static L2NormParameters Load(int[] values, int at)
    {
        L2NormParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.InputOffset = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = InputOffset;
    }
}
