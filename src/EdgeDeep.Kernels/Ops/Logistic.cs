namespace EdgeDeep.Kernels;

/// <summary>Logistic function, 1 / (1 + exp(-value)); output scale 1/256, zero point -128.</summary>
/// <remarks>
/// The input is brought to 4 integer bits; at the range radius and beyond it saturates. The output may be the input.
/// Source of the arithmetic: TensorFlow Lite Micro, reference LOGISTIC, int8.
/// </remarks>
public static class Logistic
{
    private const int InputIntegerBits = 4;

    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and input scale.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in LogisticParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i] + p.InputOffset;
            if (value <= -p.InputRangeRadius)
            {
                output[outputAt + i] = sbyte.MinValue;
            }
            else if (value >= p.InputRangeRadius)
            {
                output[outputAt + i] = sbyte.MaxValue;
            }
            else
            {
                int scaled = FixedPoint.MultiplyByQuantizedMultiplier(value, p.InputMultiplier, p.InputLeftShift);
                int result = FixedPoint.RoundingDivideByPowerOfTwo(
                    FixedPointMath.Logistic(scaled, InputIntegerBits), 23) - 128;
                output[outputAt + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    /// <summary>int16 in, int16 out with scale 1/32768, both with zero point 0.</summary>
    /// <remarks>Source of the arithmetic: TensorFlow Lite Micro, reference LOGISTIC, int16.</remarks>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="table">The table of <see cref="SigmoidTable"/>.</param>
    /// <param name="tableAt">Index of its first entry.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and input scale.</param>
    public static void Int16(
        short[] input, int inputAt, int[] table, int tableAt, short[] output, int outputAt, in Logistic16Parameters p)
    {
        int round = p.InputRightShift > 0 ? 1 << (p.InputRightShift - 1) : 0;
        for (int i = 0; i < p.Size; i++)
        {
            int scaled = ((input[inputAt + i] * p.InputMultiplier) + round) >> p.InputRightShift;
            output[outputAt + i] = (short)SigmoidTable.Logistic(scaled, table, tableAt);
        }
    }
}
