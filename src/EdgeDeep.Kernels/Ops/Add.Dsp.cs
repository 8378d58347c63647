namespace EdgeDeep.Kernels;

/// <summary>Element by element sum of two tensors of the same shape with their own scales, without a branch.</summary>
/// <remarks>
/// Gives the bytes of <see cref="Add"/> with a left shift of 20. Four elements at a time, so that the parameters are read once
/// for four. The output may be an input.
/// </remarks>
public static class AddDsp
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">The second input.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Receives as many values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scales.</param>
    public static void Int8(
        sbyte[] input1, int input1At, sbyte[] input2, int input2At, sbyte[] output, int outputAt, in AddDspParameters p)
    {
        int i = 0;
        for (; i + 4 <= p.Elements; i += 4)
        {
            int bytes = Dsp.LoadBytes(input1, input1At + i);
            int sum0 = Dsp.Rescale(
                ((sbyte)bytes * (1 << 21)) + p.Input1Offset, p.Input1Multiplier, p.Input1Rounding, p.Input1Shift);
            int sum1 = Dsp.Rescale(
                ((sbyte)(bytes >> 8) * (1 << 21)) + p.Input1Offset, p.Input1Multiplier, p.Input1Rounding, p.Input1Shift);
            int sum2 = Dsp.Rescale(
                ((sbyte)(bytes >> 16) * (1 << 21)) + p.Input1Offset, p.Input1Multiplier, p.Input1Rounding, p.Input1Shift);
            int sum3 = Dsp.Rescale(
                ((bytes >> 24) * (1 << 21)) + p.Input1Offset, p.Input1Multiplier, p.Input1Rounding, p.Input1Shift);
            bytes = Dsp.LoadBytes(input2, input2At + i);
            sum0 += Dsp.Rescale(
                ((sbyte)bytes * (1 << 21)) + p.Input2Offset, p.Input2Multiplier, p.Input2Rounding, p.Input2Shift);
            sum1 += Dsp.Rescale(
                ((sbyte)(bytes >> 8) * (1 << 21)) + p.Input2Offset, p.Input2Multiplier, p.Input2Rounding, p.Input2Shift);
            sum2 += Dsp.Rescale(
                ((sbyte)(bytes >> 16) * (1 << 21)) + p.Input2Offset, p.Input2Multiplier, p.Input2Rounding, p.Input2Shift);
            sum3 += Dsp.Rescale(
                ((bytes >> 24) * (1 << 21)) + p.Input2Offset, p.Input2Multiplier, p.Input2Rounding, p.Input2Shift);
            int to = outputAt + i;
            sum0 = Dsp.Requantize(sum0, p.Multiplier, p.Rounding, p.Shift);
            sum1 = Dsp.Requantize(sum1, p.Multiplier, p.Rounding, p.Shift);
            sum2 = Dsp.Requantize(sum2, p.Multiplier, p.Rounding, p.Shift);
            sum3 = Dsp.Requantize(sum3, p.Multiplier, p.Rounding, p.Shift);
            output[to] = (sbyte)sum0;
            output[to + 1] = (sbyte)sum1;
            output[to + 2] = (sbyte)sum2;
            output[to + 3] = (sbyte)sum3;
        }

        for (; i < p.Elements; i++)
        {
            int sum = Dsp.Rescale(
                    (input1[input1At + i] * (1 << 21)) + p.Input1Offset, p.Input1Multiplier, p.Input1Rounding, p.Input1Shift)
                + Dsp.Rescale(
                    (input2[input2At + i] * (1 << 21)) + p.Input2Offset, p.Input2Multiplier, p.Input2Rounding, p.Input2Shift);
            output[outputAt + i] = (sbyte)Dsp.Requantize(sum, p.Multiplier, p.Rounding, p.Shift);
        }

        if (p.ActivationMin > sbyte.MinValue || p.ActivationMax < sbyte.MaxValue)
        {
            Dsp.Limit(output, outputAt, p.Elements, p.ActivationMin, p.ActivationMax);
        }
    }
}
