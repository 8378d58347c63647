namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="GatherNd"/> and its form for numbers.</summary>
public struct GatherNdParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 8;

    /// <summary>Number of index tuples, at least 1.</summary>
    public int Rows;

    /// <summary>Indices of a tuple, 1..5.</summary>
    public int Depth;

    /// <summary>Elements that a tuple picks, at least 1.</summary>
    public int InnerSize;

    /// <summary>Elements from one index of axis 0 to the next; 0 where the tuple has no such index.</summary>
    public int Stride0;

    /// <summary>Elements from one index of axis 1 to the next; 0 where the tuple has no such index.</summary>
    public int Stride1;

    /// <summary>Elements from one index of axis 2 to the next; 0 where the tuple has no such index.</summary>
    public int Stride2;

    /// <summary>Elements from one index of axis 3 to the next; 0 where the tuple has no such index.</summary>
    public int Stride3;

    /// <summary>Elements from one index of axis 4 to the next; 0 where the tuple has no such index.</summary>
    public int Stride4;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static GatherNdParameters Load(int[] values, int at)
    {
        GatherNdParameters p;
        p.Rows = values[at];
        p.Depth = values[at + 1];
        p.InnerSize = values[at + 2];
        p.Stride0 = values[at + 3];
        p.Stride1 = values[at + 4];
        p.Stride2 = values[at + 5];
        p.Stride3 = values[at + 6];
        p.Stride4 = values[at + 7];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Rows;
        values[at + 1] = Depth;
        values[at + 2] = InnerSize;
        values[at + 3] = Stride0;
        values[at + 4] = Stride1;
        values[at + 5] = Stride2;
        values[at + 6] = Stride3;
        values[at + 7] = Stride4;
    }
}
