namespace EdgeDeep.Kernels;

/// <summary>Fills a tensor with random numbers of a normal distribution.</summary>
/// <remarks>
/// Each number takes one draw of <see cref="RandomBits"/>: its highest bit is the sign, the other 31 are u, and the size is
/// the standard normal quantile of the tail u / 2^32, read from a table and interpolated linearly. The table holds a row of
/// 17 values for each octave of the tail: value j of row k is the quantile of the tail (16 + j) / 16 / 2^(k + 2), in 1/4096.
/// With 20 rows the numbers reach 5.06 standard deviations; their distribution function is within 0.0001 of the normal one.
/// There is no reference in TensorFlow Lite Micro.
/// </remarks>
public static class RandomNormal
{
    /// <summary>Values of a table's row.</summary>
    public const int RowSize = 17;

    /// <summary>int8 out.</summary>
    /// <param name="quantiles">p.Rows rows of RowSize values in 1/4096 of a standard deviation, each row falling.</param>
    /// <param name="quantilesAt">Index of the first quantile.</param>
    /// <param name="state">The generator's state, which advances by p.Elements draws.</param>
    /// <param name="stateAt">Index of the state.</param>
    /// <param name="output">p.Elements numbers.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size, distribution and scale.</param>
    public static void Int8(
        short[] quantiles, int quantilesAt, int[] state, int stateAt, sbyte[] output, int outputAt, in RandomNormalParameters p)
    {
        for (int i = 0; i < p.Elements; i++)
        {
            int bits = RandomBits.Next(state, stateAt);
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(Number(quantiles, quantilesAt, bits, in p), -128, 127);
        }
    }

    /// <summary>int16 out.</summary>
    /// <param name="quantiles">p.Rows rows of RowSize values in 1/4096 of a standard deviation, each row falling.</param>
    /// <param name="quantilesAt">Index of the first quantile.</param>
    /// <param name="state">The generator's state, which advances by p.Elements draws.</param>
    /// <param name="stateAt">Index of the state.</param>
    /// <param name="output">p.Elements numbers.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size, distribution and scale.</param>
    public static void Int16(
        short[] quantiles, int quantilesAt, int[] state, int stateAt, short[] output, int outputAt, in RandomNormalParameters p)
    {
        for (int i = 0; i < p.Elements; i++)
        {
            int bits = RandomBits.Next(state, stateAt);
            output[outputAt + i] = (short)FixedPoint.Clamp(Number(quantiles, quantilesAt, bits, in p), -32768, 32767);
        }
    }

    /// <summary>The stored number that 32 random bits stand for, before saturation.</summary>
    private static int Number(short[] quantiles, int quantilesAt, int bits, in RandomNormalParameters p)
    {
        int size = Quantile(quantiles, quantilesAt, bits & 0x7FFFFFFF, p.Rows);
        int deviation = bits < 0 ? -size : size;
        return FixedPoint.MultiplyByQuantizedMultiplier(deviation + p.Mean, p.Multiplier, p.Shift) + p.OutputOffset;
    }

    /// <summary>The quantile of the tail u / 2^32; tails beyond the last row count as its smallest one.</summary>
    private static int Quantile(short[] quantiles, int quantilesAt, int u, int rows)
    {
        int row = 0;
        while (row < rows && u < 1 << 30)
        {
            u <<= 1;
            row++;
        }

        if (row == rows)
        {
            return quantiles[quantilesAt + ((rows - 1) * RowSize)];
        }

        int at = quantilesAt + (row * RowSize) + ((u >> 26) & 15);
        int fraction = (u >> 16) & 1023;
        return quantiles[at] + ((((quantiles[at + 1] - quantiles[at]) * fraction) + 512) >> 10);
    }
}
