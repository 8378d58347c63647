namespace EdgeDeep.Kernels.Float;

/// <summary>Gives all elements of a tensor one number.</summary>
public static class Fill
{
    /// <summary>float32 out.</summary>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and element.</param>
    public static void Float32(float[] output, int outputAt, in FillParameters p)
    {
        float value = SingleBits.ToAnySingle(p.Value);
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = value;
        }
    }
}
