namespace EdgeDeep.Kernels;

/// <content>int16 activations. Source of the arithmetic: TensorFlow Lite Micro, reference SOFTMAX, int16.</content>
public static partial class Softmax
{
    /// <summary>int16 in with zero point 0, int16 out with scale 1/32768 and zero point 0.</summary>
    /// <param name="input">Rows * Depth values; must not be the output.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="exponentials">Entries of an <see cref="InterpolatedTable"/> of exp over -10..0.</param>
    /// <param name="exponentialsAt">Index of the first entry.</param>
    /// <param name="reciprocals">Entries of an <see cref="InterpolatedTable"/> of 1 / (1 + x) over 0..1.</param>
    /// <param name="reciprocalsAt">Index of the first entry.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and input scale.</param>
    public static void Int16(
        short[] input, int inputAt, short[] exponentials, int exponentialsAt, short[] reciprocals, int reciprocalsAt,
        short[] output, int outputAt, in Softmax16Parameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int x = inputAt + (row * p.Depth);
            int y = outputAt + (row * p.Depth);
            int max = short.MinValue;
            for (int i = 0; i < p.Depth; i++)
            {
                max = input[x + i] > max ? input[x + i] : max;
            }

            int sum = 0;
            for (int i = 0; i < p.Depth; i++)
            {
                int scaled = FixedPoint.MultiplyByQuantizedMultiplier(input[x + i] - max, p.InputMultiplier, p.InputShift);
                int argument = FixedPoint.Clamp(scaled, -65535, 0) + 32767;
                int exponential = InterpolatedTable.Find(argument, exponentials, exponentialsAt);
                output[y + i] = (short)exponential;
                sum += exponential;
            }

            Divide(output, y, sum, reciprocals, reciprocalsAt, p.Depth);
        }
    }

    /// <summary>Divides a row of exponentials with 15 fractional bits by their sum.</summary>
    private static void Divide(short[] row, int rowAt, int sum, short[] reciprocals, int reciprocalsAt, int depth)
    {
        // The sum is brought to 1..2; the table knows 1 / (1 + x), with 65536 steps for x.
        int zeros = FixedPoint.CountLeadingZeros(sum);
        int shifted = (int)((((long)sum << (zeros - 1)) + (1 << 13)) >> 14);
        int argument = FixedPoint.Clamp(shifted - (1 << 15) - (1 << 16), short.MinValue, short.MaxValue);
        int reciprocal = InterpolatedTable.Find(argument, reciprocals, reciprocalsAt);
        int shift = 31 - zeros;
        long round = shift > 0 ? 1L << (shift - 1) : 0;
        for (int i = 0; i < depth; i++)
        {
            int result = (int)((((long)row[rowAt + i] * reciprocal) + round) >> shift);
            row[rowAt + i] = (short)FixedPoint.Clamp(result, 0, short.MaxValue);
        }
    }
}
