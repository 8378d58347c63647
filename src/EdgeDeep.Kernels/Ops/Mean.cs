namespace EdgeDeep.Kernels;

/// <summary>Mean over any axes.</summary>
/// <remarks>
/// The division by the count is folded into the multiplier, keeping as many bits as the exponent allows.
/// Source of the arithmetic: TensorFlow Lite Micro, reference MEAN, int8 (the same for every set of axes).
/// </remarks>
public static class Mean
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">One value per output element.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="scratch">One int per output element; overwritten.</param>
    /// <param name="scratchAt">Index of the first scratch int.</param>
    /// <param name="p">Shape, axes and scale.</param>
    public static void Int8(
        sbyte[] input, int inputAt, sbyte[] output, int outputAt, int[] scratch, int scratchAt, in ReduceParameters p)
    {
        int outputs = Reduction.OutputSize(in p);
        int count = Reduction.ReducedCount(in p);
        Reduction.SumInt8(input, inputAt, scratch, scratchAt, in p);

        int bits = 31 - FixedPoint.CountLeadingZeros(count);
        if (bits > 31 + p.Shift)
        {
            bits = 31 + p.Shift;
        }

        int multiplier = (int)(((long)p.Multiplier << bits) / count);
        int shift = p.Shift - bits;
        for (int i = 0; i < outputs; i++)
        {
            int sum = scratch[scratchAt + i] + (p.InputOffset * count);
            int result = FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift) + p.OutputOffset;
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">One value per output element.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="scratch">One int per output element; overwritten.</param>
    /// <param name="scratchAt">Index of the first scratch int.</param>
    /// <param name="p">Shape, axes and scale.</param>
    public static void Int16(
        short[] input, int inputAt, short[] output, int outputAt, int[] scratch, int scratchAt, in ReduceParameters p)
    {
        int outputs = Reduction.OutputSize(in p);
        int count = Reduction.ReducedCount(in p);
        Reduction.SumInt16(input, inputAt, scratch, scratchAt, in p);

        int bits = 31 - FixedPoint.CountLeadingZeros(count);
        if (bits > 31 + p.Shift)
        {
            bits = 31 + p.Shift;
        }

        int multiplier = (int)(((long)p.Multiplier << bits) / count);
        int shift = p.Shift - bits;
        for (int i = 0; i < outputs; i++)
        {
            int sum = scratch[scratchAt + i] + (p.InputOffset * count);
            int result = FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift) + p.OutputOffset;
            output[outputAt + i] = (short)FixedPoint.Clamp(result, short.MinValue, short.MaxValue);
        }
    }
}
