namespace EdgeDeep.Kernels.Float;

/// <summary>Takes each number from one of two tensors. The output may be an input.</summary>
public static class Select
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="condition">Size truth values.</param>
    /// <param name="conditionAt">Index of the first one.</param>
    /// <param name="input1">Size values that are taken where the condition is not 0.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Size values that are taken where the condition is 0.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Float32(
        byte[] condition, int conditionAt, float[] input1, int input1At, float[] input2, int input2At, float[] output, int outputAt,
        in SelectParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = condition[conditionAt + i] != 0 ? input1[input1At + i] : input2[input2At + i];
        }
    }
}
