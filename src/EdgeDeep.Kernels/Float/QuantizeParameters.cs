namespace EdgeDeep.Kernels.Float;

/// <summary>Parameters of <see cref="Quantize"/>.</summary>
public struct QuantizeParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 3;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>Scale as the bits of an IEEE-754 single, a positive normal number.</summary>
    public int ScaleBits;

    /// <summary>Zero point of the output.</summary>
    public int OutputOffset;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static QuantizeParameters Load(int[] values, int at)
    {
        QuantizeParameters p;
        p.Size = values[at];
        p.ScaleBits = values[at + 1];
        p.OutputOffset = values[at + 2];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = ScaleBits;
        values[at + 2] = OutputOffset;
    }
}
