namespace EdgeDeep.Kernels;

/// <summary>Rectifier with one slope below zero.</summary>
/// <remarks>
/// A negative slope is applied as the negated product with its magnitude, which rounds differently from a negative multiplier.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference LEAKY_RELU, int8.
/// </remarks>
public static class LeakyRelu
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scales.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in LeakyReluParameters p)
    {
        bool negative = p.AlphaMultiplier < 0;
        int slope = negative ? -p.AlphaMultiplier : p.AlphaMultiplier;
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i] + p.InputOffset;
            if (value >= 0)
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, p.Multiplier, p.Shift);
            }
            else
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, slope, p.AlphaShift);
                value = negative ? -value : value;
            }

            output[outputAt + i] =
                (sbyte)FixedPoint.Clamp(value + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scales.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in LeakyReluParameters p)
    {
        bool negative = p.AlphaMultiplier < 0;
        int slope = negative ? -p.AlphaMultiplier : p.AlphaMultiplier;
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i] + p.InputOffset;
            if (value >= 0)
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, p.Multiplier, p.Shift);
            }
            else
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, slope, p.AlphaShift);
                value = negative ? -value : value;
            }

            output[outputAt + i] =
                (short)FixedPoint.Clamp(value + p.OutputOffset, short.MinValue, short.MaxValue);
        }
    }
}
