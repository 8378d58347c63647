namespace EdgeDeep.Kernels;

/// <summary>Rows brought to mean 0 and variance 1, then scaled and shifted for each element of a row.</summary>
/// <remarks>
/// With the row's sum S and the sum of its squares T, element x of depth d becomes (d * x - S) / sqrt(d * T - S^2 + e),
/// where e is d^2 * epsilon in units of the input's steps: mean and variance are exact integers, only the inverse square
/// root (28 bits) and the products with it round. Results differ from the exact ones by less than 0.51 steps. The zero
/// point of the input cancels. The output may be the input.
/// </remarks>
public static class LayerNorm
{
    /// <summary>Fraction bits of the variance, so that it is not lost where epsilon is all there is.</summary>
    private const int VarianceBits = 16;

    /// <summary>Fraction bits of a normalized element, whose magnitude is at most sqrt(Depth).</summary>
    private const int NormalBits = 22;

    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">p.Rows * p.Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="gamma">p.Depth factors over the output scale, with p.FractionBits, each within ±2^22.</param>
    /// <param name="gammaAt">Index of the first factor.</param>
    /// <param name="beta">p.Depth offsets over the output scale, with p.FractionBits, each within ±2^29.</param>
    /// <param name="betaAt">Index of the first offset.</param>
    /// <param name="output">p.Rows * p.Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and scales.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] gamma, int gammaAt, int[] beta, int betaAt, sbyte[] output, int outputAt,
        in LayerNormParameters p)
    {
        long epsilon = (long)p.Epsilon << p.EpsilonShift;
        for (int row = 0; row < p.Rows; row++)
        {
            int at = inputAt + (row * p.Depth);
            int to = outputAt + (row * p.Depth);
            int sum = 0;
            int squares = 0;
            for (int i = 0; i < p.Depth; i++)
            {
                int value = input[at + i];
                sum += value;
                squares += value * value;
            }

            long variance = ((((long)squares * p.Depth) - ((long)sum * sum)) << VarianceBits) + epsilon;
            int bits = EvenBits(variance);
            int inverse = FixedPointMath.InverseSquareRoot(Normalized(variance, bits));

            // inverse has 29 fraction bits and stands for a root of 2^-bits of the variance, which has 16.
            int shift = 29 + (bits / 2) - (VarianceBits / 2) - NormalBits;
            long half = shift > 0 ? 1L << (shift - 1) : 0;
            for (int i = 0; i < p.Depth; i++)
            {
                int deviation = (input[at + i] * p.Depth) - sum;
                int normal = (int)((((long)deviation * inverse) + half) >> shift);
                long scaled = (((long)normal * gamma[gammaAt + i]) + (1L << (NormalBits - 1))) >> NormalBits;
                int result = FixedPoint.RoundingDivideByPowerOfTwo((int)scaled + beta[betaAt + i], p.FractionBits);
                output[to + i] = (sbyte)FixedPoint.Clamp(result + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    /// <summary>The smallest even number of bits that a variance fits in, at least 2.</summary>
    private static int EvenBits(long variance)
    {
        int bits = 2;
        while (variance >> bits != 0)
        {
            bits += 2;
        }

        return bits;
    }

    /// <summary>variance / 2^bits in 31 bits; a variance of 0, whose deviations are 0 as well, counts as 1/4.</summary>
    private static int Normalized(long variance, int bits)
    {
        long value = bits > 31 ? variance >> (bits - 31) : variance << (31 - bits);
        return value < 1 << 29 ? 1 << 29 : (int)value;
    }
}
