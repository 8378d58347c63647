namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Slide"/>.</summary>
public struct SlideParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 2;

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows;

    /// <summary>Elements of a row, at least 1.</summary>
    public int RowSize;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SlideParameters Load(int[] values, int at)
    {
        SlideParameters p;
        p.Rows = values[at];
        p.RowSize = values[at + 1];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = RowSize;
    }
}
