namespace EdgeDeep.Kernels;

/// <summary>Plain copy, for a reshape or an output that cannot share its memory.</summary>
/// <remarks>Input and output must not overlap.</remarks>
public static class Copy
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The size.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in CopyParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }

    /// <summary>uint8 in, uint8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The size.</param>
    public static void UInt8(byte[] input, int inputAt, byte[] output, int outputAt, in CopyParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The size.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in CopyParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The size.</param>
    public static void Int32(int[] input, int inputAt, int[] output, int outputAt, in CopyParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = input[inputAt + i];
        }
    }
}
