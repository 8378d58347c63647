namespace EdgeDeep.Kernels;

/// <summary>Logarithms to the base 2 from a table of 129 values.</summary>
public static class SignalLog
{
    /// <summary>Fraction bits of results and tables.</summary>
    public const int FractionBits = 14;

    private const int SegmentBits = 7;

    /// <summary>log2 of a whole number, off by less than 2^-13.</summary>
    /// <param name="value">1..2^62 - 1.</param>
    /// <param name="table">log2(1 + i/128) * 2^14 for i = 0..128.</param>
    /// <param name="tableAt">Index of the first value.</param>
    public static int Log2(long value, short[] table, int tableAt)
    {
        int whole = IntegerBits.LengthOfLong(value) - 1;
        int mantissa = (int)(whole > 30 ? value >> (whole - 30) : value << (30 - whole));
        int segment = (mantissa >> (30 - SegmentBits)) & 127;
        int within = (mantissa >> 8) & 0x7FFF;
        return (whole << FractionBits) + Between(table, tableAt + segment, within, 15);
    }

    /// <summary>log2(1 + 2^-difference): what the smaller of two numbers adds to the logarithm of the larger one.</summary>
    /// <param name="difference">Difference of their logarithms, at least 0, Q9.</param>
    /// <param name="table">log2(1 + 2^(-i/8)) * 2^14 for i = 0..128.</param>
    /// <param name="tableAt">Index of the first value.</param>
    public static int Added(int difference, short[] table, int tableAt)
    {
        int segment = difference >> 6;
        return segment < 128 ? Between(table, tableAt + segment, difference & 63, 6) : 0;
    }

    /// <summary>The point on the line from one element of a table to the next.</summary>
    private static int Between(short[] table, int tableAt, int within, int bits) =>
        table[tableAt] + (((table[tableAt + 1] - table[tableAt]) * within) >> bits);
}
