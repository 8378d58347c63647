namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Concatenation"/>: where one input goes in the output.</summary>
public struct ConcatenationParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Product of the sizes of the axes before the joined one, at least 1.</summary>
    public int OuterSize;

    /// <summary>Elements of this input per outer step: its size on the joined axis times the sizes after it.</summary>
    public int CopySize;

    /// <summary>Elements of the output per outer step, at least OutputStart + CopySize.</summary>
    public int OutputStride;

    /// <summary>Elements of earlier inputs per outer step, at least 0.</summary>
    public int OutputStart;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ConcatenationParameters Load(int[] values, int at)
    {
        ConcatenationParameters p;
        p.OuterSize = values[at];
        p.CopySize = values[at + 1];
        p.OutputStride = values[at + 2];
        p.OutputStart = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = OuterSize;
        values[at + 1] = CopySize;
        values[at + 2] = OutputStride;
        values[at + 3] = OutputStart;
    }
}
