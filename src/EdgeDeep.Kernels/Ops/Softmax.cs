namespace EdgeDeep.Kernels;

/// <summary>Softmax over the last axis; output scale 1/256, zero point -128.</summary>
/// <remarks>
/// Differences from the row maximum are scaled to 5 integer bits, the exponentials summed with 12 integer bits
/// (rows of up to 4096 elements cannot overflow), the reciprocal found by Newton-Raphson.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference SOFTMAX, int8.
/// </remarks>
public static class Softmax
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
            int max = sbyte.MinValue;
            for (int i = 0; i < p.Depth; i++)
            {
                max = input[x + i] > max ? input[x + i] : max;
            }

            int sum = 0;
            for (int i = 0; i < p.Depth; i++)
            {
                int difference = input[x + i] - max;
                if (difference >= p.DiffMin)
                {
                    sum += FixedPoint.RoundingDivideByPowerOfTwo(Exp(difference, in p), SumIntegerBits);
                }
            }

            // The reciprocal is scaled by 2^(SumIntegerBits - leading zeros); 23 more bits bring Q31 down to 8.
            int reciprocal = FixedPointMath.Reciprocal(sum);
            int exponent = SumIntegerBits - FixedPoint.CountLeadingZeros(sum) + 23;
            for (int i = 0; i < p.Depth; i++)
            {
                int difference = input[x + i] - max;
                int result = sbyte.MinValue;
                if (difference >= p.DiffMin)
                {
                    int probability =
                        FixedPoint.SaturatingRoundingDoublingHighMul(reciprocal, Exp(difference, in p));
                    result += FixedPoint.RoundingDivideByPowerOfTwo(probability, exponent);
                }

                output[y + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    private static int Exp(int difference, in SoftmaxParameters p) =>
        FixedPointMath.ExpOfNegative(
            FixedPoint.MultiplyByQuantizedMultiplier(difference, p.InputMultiplier, p.InputLeftShift),
            InputIntegerBits);
}
