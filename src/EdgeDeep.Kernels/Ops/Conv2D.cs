namespace EdgeDeep.Kernels;

/// <summary>Two-dimensional convolution, grouped and dilated as need be.</summary>
/// <remarks>
/// Layouts: input NHWC, weights OHWI (I = InputChannels / Groups), output NHWC.
/// Accumulation is 32-bit and wraps; requantization per output channel with double rounding.
/// Input and output must not overlap. Source of the arithmetic: TensorFlow Lite Micro, reference CONV_2D, int8.
/// </remarks>
public static partial class Conv2D
{
    /// <summary>int8 in, int8 symmetric weights, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">OutputChannels * FilterHeight * FilterWidth * InputChannels / Groups values, zero point 0.</param>
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
        in Conv2DParameters p)
    {
        int groupInputs = p.InputChannels / p.Groups;
        int groupOutputs = p.OutputChannels / p.Groups;
        int filterRow = p.FilterWidth * groupInputs;
        int groupWeights = groupOutputs * p.FilterHeight * filterRow;
        ConvolutionTaps taps = default;
        taps.InputTapStep = p.DilationWidth * p.InputChannels;
        taps.InputRowStep = p.DilationHeight * p.InputWidth * p.InputChannels;
        taps.WeightsRowStep = filterRow;
        taps.FilterSize = p.FilterHeight * filterRow;

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
                    int columns = Window.TapsInside(firstColumn, originX, p.DilationWidth, p.FilterWidth, p.InputWidth);
                    bool contiguous = p.Groups == 1 && p.DilationWidth == 1;
                    taps.Runs = contiguous ? 1 : columns;
                    taps.RunLength = contiguous ? columns * groupInputs : groupInputs;
                    int tapAt = rowAt + ((originX + (firstColumn * p.DilationWidth)) * p.InputChannels);
                    int filterAt = weightsAt + (firstRow * filterRow) + (firstColumn * groupInputs);
                    for (int group = 0; group < p.Groups; group++)
                    {
                        taps.InputAt = tapAt + (group * groupInputs);
                        taps.WeightsAt = filterAt + (group * groupWeights);
                        int channel = group * groupOutputs;
                        Channels(
                            input, weights, bias, biasAt + channel, multipliers, multipliersAt + channel,
                            shifts, shiftsAt + channel, output, outAt + channel, groupOutputs, in taps, in p);
                    }

                    outAt += p.OutputChannels;
                }
            }
        }
    }

    /// <summary>All output channels of one group at one position.</summary>
    private static void Channels(
        sbyte[] input, sbyte[] weights, int[] bias, int biasAt, int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt, sbyte[] output, int outputAt, int channels, in ConvolutionTaps taps,
        in Conv2DParameters p)
    {
        int channel = 0;
        Accumulators four = default;
        for (; channel + 4 <= channels; channel += 4)
        {
            four.A = bias[biasAt + channel];
            four.B = bias[biasAt + channel + 1];
            four.C = bias[biasAt + channel + 2];
            four.D = bias[biasAt + channel + 3];
            AddFour(input, weights, channel * taps.FilterSize, p.InputOffset, in taps, ref four);
            int m = multipliersAt + channel;
            int s = shiftsAt + channel;
            int at = outputAt + channel;
            output[at] = Requantize(four.A, multipliers[m], shifts[s], in p);
            output[at + 1] = Requantize(four.B, multipliers[m + 1], shifts[s + 1], in p);
            output[at + 2] = Requantize(four.C, multipliers[m + 2], shifts[s + 2], in p);
            output[at + 3] = Requantize(four.D, multipliers[m + 3], shifts[s + 3], in p);
        }

        for (; channel < channels; channel++)
        {
            int sum = bias[biasAt + channel]
                + SumOne(input, weights, channel * taps.FilterSize, p.InputOffset, in taps);
            output[outputAt + channel] =
                Requantize(sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel], in p);
        }
    }

    /// <summary>Adds the products of four neighbouring filters, so that each input value is loaded once for four.</summary>
    private static void AddFour(
        sbyte[] input, sbyte[] weights, int filterAt, int inputOffset, in ConvolutionTaps taps, ref Accumulators sums)
    {
        int a = sums.A;
        int b = sums.B;
        int c = sums.C;
        int d = sums.D;
        for (int row = 0; row < taps.Rows; row++)
        {
            int x = taps.InputAt + (row * taps.InputRowStep);
            int wA = taps.WeightsAt + filterAt + (row * taps.WeightsRowStep);
            for (int run = 0; run < taps.Runs; run++)
            {
                int wB = wA + taps.FilterSize;
                int wC = wB + taps.FilterSize;
                int wD = wC + taps.FilterSize;
                for (int i = 0; i < taps.RunLength; i++)
                {
                    int value = input[x + i] + inputOffset;
                    a += weights[wA + i] * value;
                    b += weights[wB + i] * value;
                    c += weights[wC + i] * value;
                    d += weights[wD + i] * value;
                }

                x += taps.InputTapStep;
                wA += taps.RunLength;
            }
        }

        sums.A = a;
        sums.B = b;
        sums.C = c;
        sums.D = d;
    }

    private static int SumOne(
        sbyte[] input, sbyte[] weights, int filterAt, int inputOffset, in ConvolutionTaps taps)
    {
        int sum = 0;
        for (int row = 0; row < taps.Rows; row++)
        {
            int x = taps.InputAt + (row * taps.InputRowStep);
            int w = taps.WeightsAt + filterAt + (row * taps.WeightsRowStep);
            for (int run = 0; run < taps.Runs; run++)
            {
                for (int i = 0; i < taps.RunLength; i++)
                {
                    sum += weights[w + i] * (input[x + i] + inputOffset);
                }

                x += taps.InputTapStep;
                w += taps.RunLength;
            }
        }

        return sum;
    }

    private static sbyte Requantize(int sum, int multiplier, int shift, in Conv2DParameters p) =>
        (sbyte)FixedPoint.Clamp(
            FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift) + p.OutputOffset,
            p.ActivationMin, p.ActivationMax);
}
