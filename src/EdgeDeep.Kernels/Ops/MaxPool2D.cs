namespace EdgeDeep.Kernels;

/// <summary>Largest value of the window around each position.</summary>
/// <remarks>
/// Layouts: input and output NHWC with the same channels, scale and zero point.
/// Padding does not count. The result is limited to the activation range.
/// Input and output must not overlap. Source of the arithmetic: TensorFlow Lite Micro, reference MAX_POOL_2D, int8.
/// </remarks>
public static class MaxPool2D
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; every window holds at least one input value.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in Pool2DParameters p)
    {
        int outAt = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * p.InputWidth * p.InputChannels);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int originY = (y * p.StrideHeight) - p.PadTop;
                int firstRow = Window.FirstTap(originY, 1);
                int rows = Window.TapsInside(firstRow, originY, 1, p.FilterHeight, p.InputHeight);
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int originX = (x * p.StrideWidth) - p.PadLeft;
                    int firstColumn = Window.FirstTap(originX, 1);
                    int columns = Window.TapsInside(firstColumn, originX, 1, p.FilterWidth, p.InputWidth);
                    int pixel = ((originY + firstRow) * p.InputWidth) + originX + firstColumn;
                    Channels(input, imageAt + (pixel * p.InputChannels), rows, columns, output, outAt, in p);
                    outAt += p.InputChannels;
                }
            }
        }
    }

    /// <summary>All channels of one position.</summary>
    private static void Channels(
        sbyte[] input, int inputAt, int rows, int columns, sbyte[] output, int outputAt, in Pool2DParameters p)
    {
        int rowStep = p.InputWidth * p.InputChannels;
        for (int channel = 0; channel < p.InputChannels; channel++)
        {
            int max = sbyte.MinValue;
            for (int row = 0; row < rows; row++)
            {
                int at = inputAt + channel + (row * rowStep);
                for (int column = 0; column < columns; column++)
                {
                    if (input[at] > max)
                    {
                        max = input[at];
                    }

                    at += p.InputChannels;
                }
            }

            output[outputAt + channel] = (sbyte)FixedPoint.Clamp(max, p.ActivationMin, p.ActivationMax);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; every window holds at least one input value.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in Pool2DParameters p)
    {
        int outAt = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * p.InputWidth * p.InputChannels);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int originY = (y * p.StrideHeight) - p.PadTop;
                int firstRow = Window.FirstTap(originY, 1);
                int rows = Window.TapsInside(firstRow, originY, 1, p.FilterHeight, p.InputHeight);
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int originX = (x * p.StrideWidth) - p.PadLeft;
                    int firstColumn = Window.FirstTap(originX, 1);
                    int columns = Window.TapsInside(firstColumn, originX, 1, p.FilterWidth, p.InputWidth);
                    int pixel = ((originY + firstRow) * p.InputWidth) + originX + firstColumn;
                    ChannelsInt16(input, imageAt + (pixel * p.InputChannels), rows, columns, output, outAt, in p);
                    outAt += p.InputChannels;
                }
            }
        }
    }

    /// <summary>All channels of one position.</summary>
    private static void ChannelsInt16(
        short[] input, int inputAt, int rows, int columns, short[] output, int outputAt, in Pool2DParameters p)
    {
        int rowStep = p.InputWidth * p.InputChannels;
        for (int channel = 0; channel < p.InputChannels; channel++)
        {
            int max = short.MinValue;
            for (int row = 0; row < rows; row++)
            {
                int at = inputAt + channel + (row * rowStep);
                for (int column = 0; column < columns; column++)
                {
                    if (input[at] > max)
                    {
                        max = input[at];
                    }

                    at += p.InputChannels;
                }
            }

            output[outputAt + channel] = (short)FixedPoint.Clamp(max, p.ActivationMin, p.ActivationMax);
        }
    }
}
