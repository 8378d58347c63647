namespace EdgeDeep.Kernels;

/// <summary>Depthwise convolution: every input channel has its own DepthMultiplier filters.</summary>
/// <remarks>
/// Layouts: input NHWC, weights 1HWO, output NHWC; output channel o reads input channel o / DepthMultiplier.
/// Accumulation is 32-bit and wraps; requantization per output channel with double rounding.
/// Input and output must not overlap. Source of the arithmetic: TensorFlow Lite Micro, reference DEPTHWISE_CONV_2D, int8.
/// </remarks>
public static partial class DepthwiseConv2D
{
    /// <summary>int8 in, int8 symmetric weights, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">FilterHeight * FilterWidth * OutputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..30.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and offsets.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        sbyte[] output, int outputAt,
        in DepthwiseConv2DParameters p)
    {
        ConvolutionTaps taps = default;
        taps.RunLength = 1;
        taps.InputTapStep = p.DilationWidth * p.InputChannels;
        taps.InputRowStep = p.DilationHeight * p.InputWidth * p.InputChannels;
        taps.WeightsRowStep = p.FilterWidth * p.OutputChannels;

        int outAt = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * p.InputWidth * p.InputChannels);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int originY = (y * p.StrideHeight) - p.PadTop;
                int firstRow = Window.FirstTap(originY, p.DilationHeight);
                taps.Rows = Window.TapsInside(firstRow, originY, p.DilationHeight, p.FilterHeight, p.InputHeight);
                int rowAt = imageAt + ((originY + (firstRow * p.DilationHeight)) * p.InputWidth * p.InputChannels);
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int originX = (x * p.StrideWidth) - p.PadLeft;
                    int firstColumn = Window.FirstTap(originX, p.DilationWidth);
                    taps.Runs = Window.TapsInside(firstColumn, originX, p.DilationWidth, p.FilterWidth, p.InputWidth);
                    taps.InputAt = rowAt + ((originX + (firstColumn * p.DilationWidth)) * p.InputChannels);
                    taps.WeightsAt = weightsAt + (((firstRow * p.FilterWidth) + firstColumn) * p.OutputChannels);
                    Channels(
                        input, weights, bias, biasAt, multipliers, multipliersAt,
                        shifts, shiftsAt, output, outAt, in taps, in p);
                    outAt += p.OutputChannels;
                }
            }
        }
    }

    /// <summary>All output channels of one position.</summary>
    private static void Channels(
        sbyte[] input, sbyte[] weights, int[] bias, int biasAt, int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt, sbyte[] output, int outputAt, in ConvolutionTaps taps,
        in DepthwiseConv2DParameters p)
    {
        int channel = 0;
        if (p.DepthMultiplier == 1)
        {
            Accumulators four = default;
            for (; channel + 4 <= p.OutputChannels; channel += 4)
            {
                four.A = bias[biasAt + channel];
                four.B = bias[biasAt + channel + 1];
                four.C = bias[biasAt + channel + 2];
                four.D = bias[biasAt + channel + 3];
                AddFour(input, weights, channel, p.OutputChannels, p.InputOffset, in taps, ref four);
                int m = multipliersAt + channel;
                int s = shiftsAt + channel;
                int at = outputAt + channel;
                output[at] = Requantize(four.A, multipliers[m], shifts[s], in p);
                output[at + 1] = Requantize(four.B, multipliers[m + 1], shifts[s + 1], in p);
                output[at + 2] = Requantize(four.C, multipliers[m + 2], shifts[s + 2], in p);
                output[at + 3] = Requantize(four.D, multipliers[m + 3], shifts[s + 3], in p);
            }
        }

        int inputChannel = channel / p.DepthMultiplier;
        int copy = 0;
        for (; channel < p.OutputChannels; channel++)
        {
            int sum = bias[biasAt + channel] + SumOne(
                input, taps.InputAt + inputChannel, weights, taps.WeightsAt + channel,
                p.OutputChannels, p.InputOffset, in taps);
            output[outputAt + channel] =
                Requantize(sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel], in p);
            copy++;
            if (copy == p.DepthMultiplier)
            {
                copy = 0;
                inputChannel++;
            }
        }
    }

    /// <summary>Adds the products of four neighbouring channels, which lie side by side in input and weights.</summary>
    private static void AddFour(
        sbyte[] input, sbyte[] weights, int channel, int channels, int inputOffset, in ConvolutionTaps taps,
        ref Accumulators sums)
    {
        int a = sums.A;
        int b = sums.B;
        int c = sums.C;
        int d = sums.D;
        for (int row = 0; row < taps.Rows; row++)
        {
            int x = taps.InputAt + channel + (row * taps.InputRowStep);
            int w = taps.WeightsAt + channel + (row * taps.WeightsRowStep);
            for (int run = 0; run < taps.Runs; run++)
            {
                a += weights[w] * (input[x] + inputOffset);
                b += weights[w + 1] * (input[x + 1] + inputOffset);
                c += weights[w + 2] * (input[x + 2] + inputOffset);
                d += weights[w + 3] * (input[x + 3] + inputOffset);
                x += taps.InputTapStep;
                w += channels;
            }
        }

        sums.A = a;
        sums.B = b;
        sums.C = c;
        sums.D = d;
    }

    private static int SumOne(
        sbyte[] input, int inputAt, sbyte[] weights, int weightsAt, int channels, int inputOffset,
        in ConvolutionTaps taps)
    {
        int sum = 0;
        for (int row = 0; row < taps.Rows; row++)
        {
            int x = inputAt + (row * taps.InputRowStep);
            int w = weightsAt + (row * taps.WeightsRowStep);
            for (int run = 0; run < taps.Runs; run++)
            {
                sum += weights[w] * (input[x] + inputOffset);
                x += taps.InputTapStep;
                w += channels;
            }
        }

        return sum;
    }

    private static sbyte Requantize(int sum, int multiplier, int shift, in DepthwiseConv2DParameters p) =>
        (sbyte)FixedPoint.Clamp(
            FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift) + p.OutputOffset,
            p.ActivationMin, p.ActivationMax);
}
