namespace EdgeDeep.Kernels;

/// <content>int16 activations. Source of the arithmetic: TensorFlow Lite Micro, reference FULLY_CONNECTED, 16x8.</content>
public static partial class FullyConnected
{
    /// <summary>int16 in, int8 symmetric weights, int64 bias, int16 out; sums have 64 bits, rescaling rounds once.</summary>
    /// <param name="input">Batches * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">OutputChannels * InputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..7.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; both offsets are 0 and the limits are of 16 bits.</param>
    public static void Int16(
        short[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        long[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        short[] output, int outputAt,
        in FullyConnectedParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int x = inputAt + (batch * p.InputChannels);
            int at = outputAt + (batch * p.OutputChannels);
            for (int channel = 0; channel < p.OutputChannels; channel++)
            {
                long sum = bias[biasAt + channel] + DotInt16(input, x, weights, weightsAt + (channel * p.InputChannels), in p);
                int scaled = FixedPoint.MultiplyByQuantizedMultiplier64(
                    sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                output[at + channel] = (short)FixedPoint.Clamp(scaled, p.ActivationMin, p.ActivationMax);
            }
        }
    }

    /// <summary>int16 in, int8 symmetric weights, int32 bias, int16 out; sums wrap at 32 bits, rescaling rounds twice.</summary>
    /// <param name="input">Batches * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">OutputChannels * InputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..7.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; both offsets are 0 and the limits are of 16 bits.</param>
    public static void Int16Bias32(
        short[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        short[] output, int outputAt,
        in FullyConnectedParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int x = inputAt + (batch * p.InputChannels);
            int at = outputAt + (batch * p.OutputChannels);
            for (int channel = 0; channel < p.OutputChannels; channel++)
            {
                int sum = unchecked((int)(bias[biasAt + channel] + DotInt16(input, x, weights, weightsAt + (channel * p.InputChannels), in p)));
                int scaled = FixedPoint.MultiplyByQuantizedMultiplier(
                    sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                output[at + channel] = (short)FixedPoint.Clamp(scaled, p.ActivationMin, p.ActivationMax);
            }
        }
    }

    /// <summary>One row of weights times the input.</summary>
    private static long DotInt16(short[] input, int inputAt, sbyte[] weights, int weightsAt, in FullyConnectedParameters p)
    {
        long sum = 0;
        for (int i = 0; i < p.InputChannels; i++)
        {
            sum += weights[weightsAt + i] * input[inputAt + i];
        }

        return sum;
    }
}
