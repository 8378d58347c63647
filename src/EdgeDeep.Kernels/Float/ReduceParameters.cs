namespace EdgeDeep.Kernels.Float;

/// <summary>Parameters of <see cref="Reduce"/>.</summary>
public struct ReduceParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Product of the sizes of the axes before the reduced one, at least 1.</summary>
    public int OuterSize;

    /// <summary>Size of the reduced axis, at least 1.</summary>
    public int AxisSize;

    /// <summary>Product of the sizes of the axes behind it, at least 1.</summary>
    public int InnerSize;

    /// <summary>What is kept: one of the constants of <see cref="Reduce"/>.</summary>
    public int Kind;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static ReduceParameters Load(int[] values, int at)
    {
        ReduceParameters p;
        p.OuterSize = values[at];
        p.AxisSize = values[at + 1];
        p.InnerSize = values[at + 2];
        p.Kind = values[at + 3];
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
        values[at + 3] = Kind;
    }
}
