namespace EdgeDeep.Kernels;

/// <summary>Logarithm of the softmax over the last axis; output scale 16/256, zero point 127.</summary>
/// <remarks>
/// Differences from the row maximum are scaled to 5 integer bits, the exponentials summed with 12 integer bits
/// (rows of up to 4096 elements cannot overflow), and the sum's logarithm subtracted.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference LOG_SOFTMAX, int8.
/// </remarks>
public static class LogSoftmax
{
    private const int InputIntegerBits = 5;
    private const int SumIntegerBits = 12;

    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and input scale.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in LogSoftmaxParameters p)
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
                    int exponential = FixedPointMath.ExpOfNegative(Scaled(difference, in p), InputIntegerBits);
                    sum += FixedPoint.RoundingDivideByPowerOfTwo(exponential, SumIntegerBits);
                }
            }

            int logOfSum = FixedPointLog.OfAtLeastOne(sum);
            int lowest = FixedPoint.MultiplyByQuantizedMultiplier(
                logOfSum + int.MinValue, p.ReverseMultiplier, p.ReverseShift);
            lowest = p.DiffMin - 1 > lowest ? p.DiffMin - 1 : lowest;
            for (int i = 0; i < p.Depth; i++)
            {
                int difference = input[x + i] - max;
                int result = sbyte.MinValue;
                if (difference > lowest)
                {
                    // 4 of the output's 8 bits are integer bits: 22 fractional bits go.
                    result = FixedPoint.RoundingDivideByPowerOfTwo(Scaled(difference, in p) - logOfSum, 22);
                    result = FixedPoint.Clamp(result + sbyte.MaxValue, sbyte.MinValue, sbyte.MaxValue);
                }

                output[y + i] = (sbyte)result;
            }
        }
    }

    private static int Scaled(int difference, in LogSoftmaxParameters p) =>
        FixedPoint.MultiplyByQuantizedMultiplier(difference, p.InputMultiplier, p.InputLeftShift);
}
