namespace EdgeDeep.Kernels;

/// <summary>Rows divided by their Euclidean length; output scale 1/128, zero point 0.</summary>
/// <remarks>The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference L2_NORMALIZATION, int8.</remarks>
public static class L2Norm
{
    private const int OutputBits = 7;

    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and zero point.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in L2NormParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int at = row * p.Depth;
            int sum = 0;
            for (int i = 0; i < p.Depth; i++)
            {
                int value = input[inputAt + at + i] + p.InputOffset;
                sum += value * value;
            }

            InverseRoot inverse = default;
            FindInverseRoot(sum, ref inverse);
            for (int i = 0; i < p.Depth; i++)
            {
                int result = FixedPoint.MultiplyByQuantizedMultiplier(
                    input[inputAt + at + i] + p.InputOffset, inverse.Multiplier, OutputBits - inverse.RightShift);
                output[outputAt + at + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    /// <summary>1 / sqrt(value) as a significand and a right shift; five Newton-Raphson steps from 1 with three integer bits.</summary>
    /// <remarks>Source of the arithmetic: GetInvSqrtQuantizedMultiplierExp of TensorFlow Lite Micro.</remarks>
    private static void FindInverseRoot(int value, ref InverseRoot inverse)
    {
        const int HalfRootOfTwo = 1518500250;
        const int OneAndAHalf = (1 << 28) + (1 << 27);
        if (value <= 1)
        {
            inverse.Multiplier = int.MaxValue;
            inverse.RightShift = 0;
            return;
        }

        int shift = 11;
        for (; value >= 1 << 29; shift++)
        {
            value /= 4;
        }

        int pairs = ((FixedPoint.CountLeadingZeros(value) - 1) / 2) - 1;
        shift -= pairs;
        value *= 1 << (2 * pairs);
        int argument = value >> 1;
        int half = FixedPoint.RoundingDivideByPowerOfTwo(argument, 1);
        int x = 1 << 28;
        for (int step = 0; step < 5; step++)
        {
            int square = FixedPoint.SaturatingRoundingDoublingHighMul(x, x);
            int cube = FixedPoint.SaturatingShiftLeft(FixedPoint.SaturatingRoundingDoublingHighMul(square, x), 6);
            int next = FixedPoint.SaturatingRoundingDoublingHighMul(OneAndAHalf, x)
                - FixedPoint.SaturatingRoundingDoublingHighMul(half, cube);
            x = FixedPoint.SaturatingShiftLeft(next, 3);
        }

        x = FixedPoint.SaturatingRoundingDoublingHighMul(x, HalfRootOfTwo);
        if (shift < 0)
        {
            x *= 1 << -shift;
            shift = 0;
        }

        inverse.Multiplier = x;
        inverse.RightShift = shift;
    }
}

/// <summary>1 / sqrt of a number: Multiplier / 2^31 / 2^RightShift.</summary>
internal struct InverseRoot
{
    /// <summary>Q31 significand.</summary>
    public int Multiplier;

    /// <summary>Bits to shift right.</summary>
    public int RightShift;
}
