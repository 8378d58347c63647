namespace EdgeDeep.Kernels;

/// <summary>Softmax over the last axis; int8 output has scale 1/256 and zero point -128.</summary>
/// <remarks>
/// Differences from the row maximum are scaled to 5 integer bits, the exponentials summed with 12 integer bits
/// (rows of up to 4096 elements cannot overflow), the reciprocal found by Newton-Raphson.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference SOFTMAX, int8.
/// </remarks>
public static partial class Softmax
{
    private const int InputIntegerBits = 5;
    private const int SumIntegerBits = 12;

    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and input scale.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in SoftmaxParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int x = inputAt + (row * p.Depth);
            int y = outputAt + (row * p.Depth);
            int max = Max(input, x, p.Depth);
            int sum = Sum(input, x, max, in p);
            int reciprocal = FixedPointMath.Reciprocal(sum);
            for (int i = 0; i < p.Depth; i++)
            {
                // 23 bits bring Q31 down to 8.
                int result = sbyte.MinValue + Probability(input[x + i] - max, sum, reciprocal, 23, in p);
                output[y + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    /// <summary>int8 in, int16 out with scale 1/65536 and zero point -32768.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and input scale.</param>
    public static void Int8ToInt16(sbyte[] input, int inputAt, short[] output, int outputAt, in SoftmaxParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int x = inputAt + (row * p.Depth);
            int y = outputAt + (row * p.Depth);
            int max = Max(input, x, p.Depth);
            int sum = Sum(input, x, max, in p);
            int reciprocal = FixedPointMath.Reciprocal(sum);
            for (int i = 0; i < p.Depth; i++)
            {
                // 15 bits bring Q31 down to 16.
                int result = short.MinValue + Probability(input[x + i] - max, sum, reciprocal, 15, in p);
                output[y + i] = (short)FixedPoint.Clamp(result, short.MinValue, short.MaxValue);
            }
        }
    }

    private static int Max(sbyte[] input, int inputAt, int depth)
    {
        int max = sbyte.MinValue;
        for (int i = 0; i < depth; i++)
        {
            max = input[inputAt + i] > max ? input[inputAt + i] : max;
        }

        return max;
    }

    private static int Sum(sbyte[] input, int inputAt, int max, in SoftmaxParameters p)
    {
        int sum = 0;
        for (int i = 0; i < p.Depth; i++)
        {
            int difference = input[inputAt + i] - max;
            if (difference >= p.DiffMin)
            {
                sum += FixedPoint.RoundingDivideByPowerOfTwo(Exp(difference, in p), SumIntegerBits);
            }
        }

        return sum;
    }

    private static int Probability(int difference, int sum, int reciprocal, int bits, in SoftmaxParameters p)
    {
        if (difference < p.DiffMin)
        {
            return 0;
        }

        // The reciprocal is scaled by 2^(SumIntegerBits - leading zeros).
        int exponent = SumIntegerBits - FixedPoint.CountLeadingZeros(sum) + bits;
        return FixedPoint.RoundingDivideByPowerOfTwo(
            FixedPoint.SaturatingRoundingDoublingHighMul(reciprocal, Exp(difference, in p)), exponent);
    }

    private static int Exp(int difference, in SoftmaxParameters p) =>
        FixedPointMath.ExpOfNegative(
            FixedPoint.MultiplyByQuantizedMultiplier(difference, p.InputMultiplier, p.InputLeftShift),
            InputIntegerBits);
}
