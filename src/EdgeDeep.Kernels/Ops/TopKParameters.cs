namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="TopK"/> and its form for numbers.</summary>
public struct TopKParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows;

    /// <summary>Elements of a row, at least 1.</summary>
    public int Depth;

    /// <summary>Elements that are kept of a row, 1..Depth.</summary>
    public int Kept;

    /// <summary>1 where the smallest are kept, 0 where the largest are.</summary>
    public int Smallest;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static TopKParameters Load(int[] values, int at)
    {
        TopKParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.Kept = values[at + 2];
        p.Smallest = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = Kept;
        values[at + 3] = Smallest;
    }
}
