namespace EdgeDeep.Kernels;

/// <summary>Changes scale, zero point or integer type.</summary>
/// <remarks>
/// Double rounding, then saturation to the output type. The output may be the input where the types are the same.
/// Source of the arithmetic: TensorFlow Lite Micro, reference QUANTIZE with integer input.
/// </remarks>
public static class Requantize
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8ToInt8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (sbyte)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>uint8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void UInt8ToInt8(byte[] input, int inputAt, sbyte[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (sbyte)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>int8 in, uint8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8ToUInt8(sbyte[] input, int inputAt, byte[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (byte)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), byte.MinValue, byte.MaxValue);
        }
    }

    /// <summary>int16 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int16ToInt8(short[] input, int inputAt, sbyte[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (sbyte)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>int8 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8ToInt16(sbyte[] input, int inputAt, short[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (short)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), short.MinValue, short.MaxValue);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int16ToInt16(short[] input, int inputAt, short[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (short)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), short.MinValue, short.MaxValue);
        }
    }

    /// <summary>int32 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int32ToInt8(int[] input, int inputAt, sbyte[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (sbyte)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>int32 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int32ToInt16(int[] input, int inputAt, short[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] =
                (short)FixedPoint.Clamp(Rescale(input[inputAt + i], in p), short.MinValue, short.MaxValue);
        }
    }

    /// <summary>int8 in, int32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8ToInt32(sbyte[] input, int inputAt, int[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = Rescale(input[inputAt + i], in p);
        }
    }

    /// <summary>int16 in, int32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int16ToInt32(short[] input, int inputAt, int[] output, int outputAt, in RequantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = Rescale(input[inputAt + i], in p);
        }
    }

    private static int Rescale(int value, in RequantizeParameters p) =>
        FixedPoint.MultiplyByQuantizedMultiplier(value + p.InputOffset, p.Multiplier, p.Shift) + p.OutputOffset;
}
