namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="ArgMax"/> and <see cref="ArgMin"/>.</summary>
public struct ArgMaxParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Product of the sizes of the axes before the searched one, at least 1.</summary>
    public int OuterSize;

    /// <summary>Size of the searched axis, at least 1.</summary>
    public int AxisSize;

    /// <summary>Product of the sizes of the axes after the searched one, at least 1.</summary>
    public int InnerSize;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ArgMaxParameters Load(int[] values, int at)
    {
        ArgMaxParameters p;
        p.OuterSize = values[at];
        p.AxisSize = values[at + 1];
        p.InnerSize = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = OuterSize;
        values[at + 1] = AxisSize;
        values[at + 2] = InnerSize;
    }
}
