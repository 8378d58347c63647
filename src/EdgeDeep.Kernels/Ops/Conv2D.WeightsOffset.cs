namespace EdgeDeep.Kernels;

/// <content>
/// Weights with zero points, which models have that were made for uint8. Source of the arithmetic: TensorFlow Lite,
/// reference quantized convolution, uint8, after 128 is taken from every stored value.
/// </content>
public static partial class Conv2D
{
    /// <summary>int8 in, int8 weights with zero points, int8 out; sums wrap at 32 bits, rescaling rounds twice.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">OutputChannels * FilterHeight * FilterWidth * InputChannels / Groups values.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..30.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="weightsOffsets">OutputChannels numbers, minus the zero points of the weights, -127..128.</param>
    /// <param name="weightsOffsetsAt">Index of the first one.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and offsets.</param>
    public static void Int8WeightsOffset(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        int[] weightsOffsets, int weightsOffsetsAt,
        sbyte[] output, int outputAt,
        in Conv2DParameters p)
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
                        int sum = bias[biasAt + channel] + SumWeightsOffset(
                            input, imageAt, weights, weightsAt, weightsOffsets[weightsOffsetsAt + channel], channel, (y * p.StrideHeight) - p.PadTop, (x * p.StrideWidth) - p.PadLeft, in p);
                        int scaled = FixedPoint.MultiplyByQuantizedMultiplier(
                            sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                        output[at] = (sbyte)FixedPoint.Clamp(scaled + p.OutputOffset, p.ActivationMin, p.ActivationMax);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>The products of one filter with the window at (originY, originX).</summary>
    private static int SumWeightsOffset(
        sbyte[] image, int imageAt, sbyte[] weights, int weightsAt, int weightsOffset, int channel, int originY, int originX, in Conv2DParameters p)
    {
        int groupInputs = p.InputChannels / p.Groups;
        int firstInput = channel / (p.OutputChannels / p.Groups) * groupInputs;
        int firstRow = Window.FirstTap(originY, p.DilationHeight);
        int rows = Window.TapsInside(firstRow, originY, p.DilationHeight, p.FilterHeight, p.InputHeight);
        int firstColumn = Window.FirstTap(originX, p.DilationWidth);
        int columns = Window.TapsInside(firstColumn, originX, p.DilationWidth, p.FilterWidth, p.InputWidth);
        int sum = 0;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            int line = imageAt + ((originY + (row * p.DilationHeight)) * p.InputWidth * p.InputChannels);
            int filter = weightsAt + (((channel * p.FilterHeight) + row) * p.FilterWidth * groupInputs);
            for (int column = firstColumn; column < firstColumn + columns; column++)
            {
                int pixel = line + ((originX + (column * p.DilationWidth)) * p.InputChannels) + firstInput;
                int tap = filter + (column * groupInputs);
                for (int i = 0; i < groupInputs; i++)
                {
                    sum += (weights[tap + i] + weightsOffset) * (image[pixel + i] + p.InputOffset);
                }
            }
        }

        return sum;
    }
}
