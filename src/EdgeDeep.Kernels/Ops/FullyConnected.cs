namespace EdgeDeep.Kernels;

/// <summary>Fully connected layer: output = weights * input + bias, per batch.</summary>
/// <remarks>
/// Layouts: input [Batches, InputChannels], weights [OutputChannels, InputChannels], output [Batches, OutputChannels].
/// Accumulation is 32-bit and wraps; requantization per output channel with double rounding.
/// Input and output must not overlap. Source of the arithmetic: TensorFlow Lite Micro, reference FULLY_CONNECTED, int8.
/// </remarks>
public static partial class FullyConnected
{
    /// <summary>int8 in, int8 weights, int8 out.</summary>
    /// <param name="input">Batches * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">OutputChannels * InputChannels values.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..30.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and offsets.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        sbyte[] output, int outputAt,
        in FullyConnectedParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int x = inputAt + (batch * p.InputChannels);
            int w = weightsAt;
            int outAt = outputAt + (batch * p.OutputChannels);
            for (int channel = 0; channel < p.OutputChannels; channel++)
            {
                int sum = bias[biasAt + channel] + Dot(input, x, weights, w, in p);
                sum = FixedPoint.MultiplyByQuantizedMultiplier(
                    sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                output[outAt + channel] =
                    (sbyte)FixedPoint.Clamp(sum + p.OutputOffset, p.ActivationMin, p.ActivationMax);
                w += p.InputChannels;
            }
        }
    }

    /// <summary>One row of weights times the input, four independent sums at a time.</summary>
    private static int Dot(sbyte[] input, int inputAt, sbyte[] weights, int weightsAt, in FullyConnectedParameters p)
    {
        int inputOffset = p.InputOffset;
        int weightsOffset = p.WeightsOffset;
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        int i = 0;
        for (; i + 4 <= p.InputChannels; i += 4)
        {
            int x = inputAt + i;
            int w = weightsAt + i;
            a += (weights[w] + weightsOffset) * (input[x] + inputOffset);
            b += (weights[w + 1] + weightsOffset) * (input[x + 1] + inputOffset);
            c += (weights[w + 2] + weightsOffset) * (input[x + 2] + inputOffset);
            d += (weights[w + 3] + weightsOffset) * (input[x + 3] + inputOffset);
        }

        for (; i < p.InputChannels; i++)
        {
            a += (weights[weightsAt + i] + weightsOffset) * (input[inputAt + i] + inputOffset);
        }

        return a + b + c + d;
    }
}
