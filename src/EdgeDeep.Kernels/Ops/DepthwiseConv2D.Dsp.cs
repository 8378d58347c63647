namespace EdgeDeep.Kernels;

/// <summary>Depthwise convolution with one filter an input channel, on pairs of 16-bit lanes.</summary>
/// <remarks>
/// Gives the bytes of <see cref="DepthwiseConv2D"/> where every scale is below 1 and every sum below 2^29.
/// Layouts: input NHWC, weights 1HWO, output NHWC. Input and output must not overlap.
/// </remarks>
public static class DepthwiseConv2DDsp
{
    /// <summary>int8 in, int8 symmetric weights, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">FilterHeight * FilterWidth * OutputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="constants">Four ints a channel: bias, then multiplier, rounding and shift of <see cref="Dsp.Requantize"/>.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and offsets; DepthMultiplier is 1.</param>
    public static void Int8(
        sbyte[] input, int inputAt, sbyte[] weights, int weightsAt, int[] constants, int constantsAt,
        sbyte[] output, int outputAt, in DepthwiseConv2DParameters p)
    {
        ConvolutionTaps taps = default;
        taps.RunLength = p.OutputChannels;
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
                    Channels(input, weights, constants, constantsAt, p.InputOffset, output, outAt, in taps);
                    outAt += p.OutputChannels;
                }
            }
        }

        if (p.ActivationMin > sbyte.MinValue || p.ActivationMax < sbyte.MaxValue)
        {
            int count = p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels;
            Dsp.Limit(output, outputAt, count, p.ActivationMin, p.ActivationMax);
        }
    }

    /// <summary>All channels of one position, four at a time in two pairs.</summary>
    private static void Channels(
        sbyte[] input, sbyte[] weights, int[] constants, int constantsAt, int inputOffset, sbyte[] output, int outputAt,
        in ConvolutionTaps taps)
    {
        int offsets = Dsp.Pair(inputOffset, inputOffset);
        int channels = taps.RunLength;
        int channel = 0;
        int c = constantsAt;
        for (; channel + 4 <= channels; channel += 4)
        {
            int sum0 = constants[c];
            int sum1 = constants[c + 4];
            int sum2 = constants[c + 8];
            int sum3 = constants[c + 12];
            int x = taps.InputAt + channel;
            int w = taps.WeightsAt + channel;
            if (taps.Runs == 3)
            {
                // Three columns inside the input are what most positions of most models have.
                for (int row = 0; row < taps.Rows; row++)
                {
                    int values = Dsp.LoadBytes(input, x);
                    int filters = Dsp.LoadBytes(weights, w);
                    int value = Dsp.AddEvenBytes(offsets, values);
                    int filter = Dsp.EvenBytes(filters);
                    sum0 = Dsp.MultiplyAddLow(value, filter, sum0);
                    sum2 = Dsp.MultiplyAddHigh(value, filter, sum2);
                    value = Dsp.AddOddBytes(offsets, values);
                    filter = Dsp.OddBytes(filters);
                    sum1 = Dsp.MultiplyAddLow(value, filter, sum1);
                    sum3 = Dsp.MultiplyAddHigh(value, filter, sum3);

                    values = Dsp.LoadBytes(input, x + taps.InputTapStep);
                    filters = Dsp.LoadBytes(weights, w + channels);
                    value = Dsp.AddEvenBytes(offsets, values);
                    filter = Dsp.EvenBytes(filters);
                    sum0 = Dsp.MultiplyAddLow(value, filter, sum0);
                    sum2 = Dsp.MultiplyAddHigh(value, filter, sum2);
                    value = Dsp.AddOddBytes(offsets, values);
                    filter = Dsp.OddBytes(filters);
                    sum1 = Dsp.MultiplyAddLow(value, filter, sum1);
                    sum3 = Dsp.MultiplyAddHigh(value, filter, sum3);

                    values = Dsp.LoadBytes(input, x + (2 * taps.InputTapStep));
                    filters = Dsp.LoadBytes(weights, w + (2 * channels));
                    value = Dsp.AddEvenBytes(offsets, values);
                    filter = Dsp.EvenBytes(filters);
                    sum0 = Dsp.MultiplyAddLow(value, filter, sum0);
                    sum2 = Dsp.MultiplyAddHigh(value, filter, sum2);
                    value = Dsp.AddOddBytes(offsets, values);
                    filter = Dsp.OddBytes(filters);
                    sum1 = Dsp.MultiplyAddLow(value, filter, sum1);
                    sum3 = Dsp.MultiplyAddHigh(value, filter, sum3);
                    x += taps.InputRowStep;
                    w += taps.WeightsRowStep;
                }
            }
            else
            {
                for (int row = 0; row < taps.Rows; row++)
                {
                    for (int run = 0; run < taps.Runs; run++)
                    {
                        int values = Dsp.LoadBytes(input, x + (run * taps.InputTapStep));
                        int filters = Dsp.LoadBytes(weights, w + (run * channels));
                        int value = Dsp.AddEvenBytes(offsets, values);
                        int filter = Dsp.EvenBytes(filters);
                        sum0 = Dsp.MultiplyAddLow(value, filter, sum0);
                        sum2 = Dsp.MultiplyAddHigh(value, filter, sum2);
                        value = Dsp.AddOddBytes(offsets, values);
                        filter = Dsp.OddBytes(filters);
                        sum1 = Dsp.MultiplyAddLow(value, filter, sum1);
                        sum3 = Dsp.MultiplyAddHigh(value, filter, sum3);
                    }

                    x += taps.InputRowStep;
                    w += taps.WeightsRowStep;
                }
            }

            int to = outputAt + channel;
            output[to] = (sbyte)Dsp.Requantize(sum0, constants[c + 1], constants[c + 2], constants[c + 3]);
            output[to + 1] = (sbyte)Dsp.Requantize(sum1, constants[c + 5], constants[c + 6], constants[c + 7]);
            output[to + 2] = (sbyte)Dsp.Requantize(sum2, constants[c + 9], constants[c + 10], constants[c + 11]);
            output[to + 3] = (sbyte)Dsp.Requantize(sum3, constants[c + 13], constants[c + 14], constants[c + 15]);
            c += 16;
        }

        for (; channel < channels; channel++)
        {
            int sum = constants[c];
            for (int row = 0; row < taps.Rows; row++)
            {
                int x = taps.InputAt + channel + (row * taps.InputRowStep);
                int w = taps.WeightsAt + channel + (row * taps.WeightsRowStep);
                for (int run = 0; run < taps.Runs; run++)
                {
                    sum += weights[w] * (input[x] + inputOffset);
                    x += taps.InputTapStep;
                    w += channels;
                }
            }

            output[outputAt + channel] = (sbyte)Dsp.Requantize(sum, constants[c + 1], constants[c + 2], constants[c + 3]);
            c += 4;
        }
    }
}
