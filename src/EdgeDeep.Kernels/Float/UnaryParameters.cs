namespace EdgeDeep.Kernels.Float;

/// <summary>Parameters of <see cref="Unary"/>.</summary>
public struct UnaryParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Number of elements, at least 0.</summary>
    public int Size;

    /// <summary>The function: one of the constants of <see cref="Unary"/>.</summary>
    public int Kind;

    /// <summary>Its parameter, as bits of a single-precision number.</summary>
    public int AlphaBits;

    /// <summary>Its second parameter, as bits of a single-precision number.</summary>
    public int BetaBits;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static UnaryParameters Load(int[] values, int at)
    {
        UnaryParameters p;
        p.Size = values[at];
        p.Kind = values[at + 1];
        p.AlphaBits = values[at + 2];
        p.BetaBits = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = Kind;
        values[at + 2] = AlphaBits;
        values[at + 3] = BetaBits;
    }
}
