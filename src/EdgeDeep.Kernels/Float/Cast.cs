namespace EdgeDeep.Kernels.Float;

/// <summary>Numbers under another element type.</summary>
public static class Cast
{
    /// <summary>int32 in, float32 out, rounded to nearest.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int32ToFloat32(int[] input, int inputAt, float[] output, int outputAt, in CastParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }

    /// <summary>float32 in, int32 out, rounded towards zero and saturated; not-a-number becomes 0.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Float32ToInt32(float[] input, int inputAt, int[] output, int outputAt, in CastParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = Truncated(input[inputAt + i]);
        }
    }

    /// <summary>uint8 or bool in, int32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void UInt8ToInt32(byte[] input, int inputAt, int[] output, int outputAt, in CastParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }

    /// <summary>int32 in, bool out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int32ToBool(int[] input, int inputAt, byte[] output, int outputAt, in CastParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i] != 0 ? (byte)1 : (byte)0;
        }
    }

    /// <summary>float32 in, bool out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Float32ToBool(float[] input, int inputAt, byte[] output, int outputAt, in CastParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i] != 0f ? (byte)1 : (byte)0;
        }
    }

    private static int Truncated(float value)
    {
        if (value >= 2147483648f)
        {
            return int.MaxValue;
        }

        if (value <= -2147483648f)
        {
            return int.MinValue;
        }

        // Not-a-number is above nothing.
        return value > -2147483648f ? (int)value : 0;
    }
}
