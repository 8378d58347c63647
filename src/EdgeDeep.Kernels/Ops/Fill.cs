namespace EdgeDeep.Kernels;

/// <summary>Gives all elements of a tensor one value.</summary>
public static class Fill
{
    /// <summary>int8 out.</summary>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and element.</param>
    public static void Int8(sbyte[] output, int outputAt, in FillParameters p)
    {
        sbyte value = (sbyte)p.Value;
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = value;
        }
    }

    /// <summary>int16 out.</summary>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and element.</param>
    public static void Int16(short[] output, int outputAt, in FillParameters p)
    {
        short value = (short)p.Value;
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = value;
        }
    }

    /// <summary>int32 out.</summary>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and element.</param>
    public static void Int32(int[] output, int outputAt, in FillParameters p)
    {
        int value = p.Value;
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = value;
        }
    }
}
