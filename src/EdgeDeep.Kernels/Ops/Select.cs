namespace EdgeDeep.Kernels;

/// <summary>Takes each element from one of two tensors. The output may be an input.</summary>
public static class Select
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="condition">Size truth values.</param>
    /// <param name="conditionAt">Index of the first one.</param>
    /// <param name="input1">Size values that are taken where the condition is not 0.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Size values that are taken where the condition is 0.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int8(
        byte[] condition, int conditionAt, sbyte[] input1, int input1At, sbyte[] input2, int input2At, sbyte[] output, int outputAt,
        in SelectParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = condition[conditionAt + i] != 0 ? input1[input1At + i] : input2[input2At + i];
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="condition">Size truth values.</param>
    /// <param name="conditionAt">Index of the first one.</param>
    /// <param name="input1">Size values that are taken where the condition is not 0.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Size values that are taken where the condition is 0.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int16(
        byte[] condition, int conditionAt, short[] input1, int input1At, short[] input2, int input2At, short[] output, int outputAt,
        in SelectParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = condition[conditionAt + i] != 0 ? input1[input1At + i] : input2[input2At + i];
        }
    }

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="condition">Size truth values.</param>
    /// <param name="conditionAt">Index of the first one.</param>
    /// <param name="input1">Size values that are taken where the condition is not 0.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Size values that are taken where the condition is 0.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int32(
        byte[] condition, int conditionAt, int[] input1, int input1At, int[] input2, int input2At, int[] output, int outputAt,
        in SelectParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = condition[conditionAt + i] != 0 ? input1[input1At + i] : input2[input2At + i];
        }
    }
}
