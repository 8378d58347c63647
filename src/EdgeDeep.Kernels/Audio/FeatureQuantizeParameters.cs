namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="FeatureQuantize"/>.</summary>
public struct FeatureQuantizeParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Factor, at least 1; factor times input stays below 2^30.</summary>
    public int Factor;

    /// <summary>Divisor, at least 1.</summary>
    public int Divisor;

    /// <summary>Added last, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static FeatureQuantizeParameters Load(int[] values, int at)
    {
        FeatureQuantizeParameters p;
        p.Size = values[at];
        p.Factor = values[at + 1];
        p.Divisor = values[at + 2];
        p.OutputOffset = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = Factor;
        values[at + 2] = Divisor;
        values[at + 3] = OutputOffset;
    }
}
