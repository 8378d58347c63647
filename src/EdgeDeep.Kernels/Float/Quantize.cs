namespace EdgeDeep.Kernels.Float;

/// <summary>Floating point to integers: round(value / scale) + zero point, saturated.</summary>
/// <remarks>
/// Division and rounding (half away from zero) in single precision. Values beyond the integer type saturate;
/// not-a-number becomes the smallest value. Source of the arithmetic: TensorFlow Lite Micro, reference QUANTIZE.
/// </remarks>
public static class Quantize
{
    /// <summary>float32 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8(float[] input, int inputAt, sbyte[] output, int outputAt, in QuantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            int value = RoundHalfAway(input[inputAt + i] / scale) + p.OutputOffset;
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(value, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>float32 in, uint8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void UInt8(float[] input, int inputAt, byte[] output, int outputAt, in QuantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            int value = RoundHalfAway(input[inputAt + i] / scale) + p.OutputOffset;
            output[outputAt + i] = (byte)FixedPoint.Clamp(value, byte.MinValue, byte.MaxValue);
        }
    }

    /// <summary>float32 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int16(float[] input, int inputAt, short[] output, int outputAt, in QuantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            int value = RoundHalfAway(input[inputAt + i] / scale) + p.OutputOffset;
            output[outputAt + i] = (short)FixedPoint.Clamp(value, short.MinValue, short.MaxValue);
        }
    }

    /// <summary>Nearest integer within a range that every output type lies well inside.</summary>
    private static int RoundHalfAway(float value)
    {
        const int Limit = 1 << 20;
        if (value >= Limit)
        {
            return Limit;
        }

        // Negated so that not-a-number ends here too.
        if (!(value > -Limit))
        {
            return -Limit;
        }

        // The fraction is exact, while adding a half could round up to the next integer.
        int whole = (int)value;
        float fraction = value - whole;
        if (fraction >= 0.5f)
        {
            return whole + 1;
        }

        return fraction <= -0.5f ? whole - 1 : whole;
    }
}
