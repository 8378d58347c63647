namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Gather"/>.</summary>
public struct GatherParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 5;

    /// <summary>Number of images (or rows) in the batch, at least 1.</summary>
    public int Batches;

    /// <summary>Product of the sizes of the axes between the batch axes and the gathered one, at least 1.</summary>
    public int OuterSize;

    /// <summary>Size of the gathered axis, at least 1.</summary>
    public int AxisSize;

    /// <summary>Indices per batch, at least 1.</summary>
    public int IndexCount;

    /// <summary>Product of the sizes of the axes after the gathered one, at least 1.</summary>
    public int InnerSize;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static GatherParameters Load(int[] values, int at)
    {
        GatherParameters p;
        p.Batches = values[at];
        p.OuterSize = values[at + 1];
        p.AxisSize = values[at + 2];
        p.IndexCount = values[at + 3];
        p.InnerSize = values[at + 4];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = OuterSize;
        values[at + 2] = AxisSize;
        values[at + 3] = IndexCount;
        values[at + 4] = InnerSize;
    }
}
