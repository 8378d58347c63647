namespace EdgeDeep.Kernels.Float;

/// <summary>Integers to floating point: scale * (value - zero point).</summary>
/// <remarks>
/// The product is rounded once, to single precision. TensorFlow Lite Micro multiplies in double and rounds to single:
/// the same number, because a double holds the product of a single and a 17-bit integer exactly.
/// </remarks>
public static class Dequantize
{
    /// <summary>int8 in, float32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int8(sbyte[] input, int inputAt, float[] output, int outputAt, in DequantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = scale * (input[inputAt + i] + p.InputOffset);
        }
    }

    /// <summary>uint8 in, float32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void UInt8(byte[] input, int inputAt, float[] output, int outputAt, in DequantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = scale * (input[inputAt + i] + p.InputOffset);
        }
    }

    /// <summary>int16 in, float32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scale.</param>
    public static void Int16(short[] input, int inputAt, float[] output, int outputAt, in DequantizeParameters p)
    {
        float scale = SingleBits.ToSingle(p.ScaleBits);
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = scale * (input[inputAt + i] + p.InputOffset);
        }
    }
}
