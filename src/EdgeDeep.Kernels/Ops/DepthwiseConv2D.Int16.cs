namespace EdgeDeep.Kernels;

/// <content>int16 activations. Source of the arithmetic: TensorFlow Lite Micro, reference DEPTHWISE_CONV_2D, 16x8.</content>
public static partial class DepthwiseConv2D
{
    /// <summary>int16 in, int8 symmetric weights, int64 bias, int16 out; sums have 64 bits, rescaling rounds once.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">FilterHeight * FilterWidth * OutputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..7.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; both offsets are 0 and the limits are of 16 bits.</param>
    public static void Int16(
        short[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        long[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        short[] output, int outputAt,
        in DepthwiseConv2DParameters p)
    {
        int imageSize = p.InputHeight * p.InputWidth * p.InputChannels;
        int at = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * imageSize);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    for (int channel = 0; channel < p.OutputChannels; channel++)
                    {
                        long sum = bias[biasAt + channel] + SumInt16(
                            input, imageAt, weights, weightsAt, channel, (y * p.StrideHeight) - p.PadTop, (x * p.StrideWidth) - p.PadLeft, in p);
                        int scaled = FixedPoint.MultiplyByQuantizedMultiplier64(
                            sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                        output[at] = (short)FixedPoint.Clamp(scaled, p.ActivationMin, p.ActivationMax);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>int16 in, int8 symmetric weights, int32 bias, int16 out; sums wrap at 32 bits, rescaling rounds twice.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">FilterHeight * FilterWidth * OutputChannels values, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..7.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; both offsets are 0 and the limits are of 16 bits.</param>
    public static void Int16Bias32(
        short[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        short[] output, int outputAt,
        in DepthwiseConv2DParameters p)
    {
        int imageSize = p.InputHeight * p.InputWidth * p.InputChannels;
        int at = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * imageSize);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    for (int channel = 0; channel < p.OutputChannels; channel++)
                    {
                        int sum = unchecked((int)(bias[biasAt + channel] + SumInt16(
                            input, imageAt, weights, weightsAt, channel, (y * p.StrideHeight) - p.PadTop, (x * p.StrideWidth) - p.PadLeft, in p)));
                        int scaled = FixedPoint.MultiplyByQuantizedMultiplier(
                            sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                        output[at] = (short)FixedPoint.Clamp(scaled, p.ActivationMin, p.ActivationMax);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>The products of one filter with the window at (originY, originX) of its channel.</summary>
    private static long SumInt16(
        short[] image, int imageAt, sbyte[] weights, int weightsAt, int channel, int originY, int originX, in DepthwiseConv2DParameters p)
    {
        int inputChannel = channel / p.DepthMultiplier;
        int firstRow = Window.FirstTap(originY, p.DilationHeight);
        int rows = Window.TapsInside(firstRow, originY, p.DilationHeight, p.FilterHeight, p.InputHeight);
        int firstColumn = Window.FirstTap(originX, p.DilationWidth);
        int columns = Window.TapsInside(firstColumn, originX, p.DilationWidth, p.FilterWidth, p.InputWidth);
        long sum = 0;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            int line = imageAt + ((originY + (row * p.DilationHeight)) * p.InputWidth * p.InputChannels) + inputChannel;
            int filter = weightsAt + (row * p.FilterWidth * p.OutputChannels) + channel;
            for (int column = firstColumn; column < firstColumn + columns; column++)
            {
                int pixel = line + ((originX + (column * p.DilationWidth)) * p.InputChannels);
                sum += weights[filter + (column * p.OutputChannels)] * image[pixel];
            }
        }

        return sum;
    }
}
