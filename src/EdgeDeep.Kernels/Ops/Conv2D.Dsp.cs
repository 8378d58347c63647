namespace EdgeDeep.Kernels;

/// <summary>Two-dimensional convolution without groups, on packed weights and pairs of 16-bit lanes.</summary>
/// <remarks>
/// Gives the bytes of <see cref="Conv2D"/> where <see cref="DspPacking"/> can pack the filters. Layouts: input and output NHWC.
/// Input, output and scratch must not overlap. A fully connected layer is the convolution of a single row of positions.
/// </remarks>
public static class Conv2DDsp
{
    /// <summary>int8 in, packed int8 weights, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">Packed filters, see <see cref="DspProducts"/>.</param>
    /// <param name="weightsAt">Index of the first int.</param>
    /// <param name="constants">Four ints a channel, see <see cref="DspProducts"/>.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * OutputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="columns">Scratch: <see cref="DspPacking.ColumnsLength"/> ints.</param>
    /// <param name="columnsAt">Index of the first int of scratch.</param>
    /// <param name="p">Geometry and offsets; Groups is 1.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] weights, int weightsAt, int[] constants, int constantsAt,
        sbyte[] output, int outputAt, int[] columns, int columnsAt, in Conv2DParameters p)
    {
        DspPlace place = default;
        place.Depth = DspColumns.Depth(in p);
        int outAt = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * p.InputWidth * p.InputChannels);
            int left = p.OutputHeight * p.OutputWidth;
            int y = 0;
            int x = 0;
            while (left > 0)
            {
                place.Lanes = left >= 4 ? 4 : 1;
                for (int lane = 0; lane < place.Lanes; lane++)
                {
                    place.Lane = lane;
                    Gather(input, imageAt, y, x, columns, columnsAt, in place, in p);
                    x++;
                    if (x == p.OutputWidth)
                    {
                        x = 0;
                        y++;
                    }
                }

                if (place.Lanes == 4)
                {
                    DspProducts.FourPositions(
                        columns, columnsAt, weights, weightsAt, place.Depth, constants, constantsAt, output, outAt, p.OutputChannels);
                }
                else
                {
                    DspProducts.OnePosition(
                        columns, columnsAt, weights, weightsAt, place.Depth, constants, constantsAt, output, outAt, p.OutputChannels);
                }

                outAt += place.Lanes * p.OutputChannels;
                left -= place.Lanes;
            }
        }

        if (p.ActivationMin > sbyte.MinValue || p.ActivationMax < sbyte.MaxValue)
        {
            int count = p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels;
            Dsp.Limit(output, outputAt, count, p.ActivationMin, p.ActivationMax);
        }
    }

    /// <summary>The inputs of one position; padding is the input's zero point.</summary>
    private static void Gather(
        sbyte[] input, int inputAt, int y, int x, int[] columns, int columnsAt, in DspPlace place,
        in Conv2DParameters p)
    {
        int originY = (y * p.StrideHeight) - p.PadTop;
        int originX = (x * p.StrideWidth) - p.PadLeft;
        int rowLength = p.FilterWidth * p.InputChannels;
        bool contiguous = p.DilationWidth == 1 && originX >= 0 && originX + p.FilterWidth <= p.InputWidth;
        int k = 0;
        for (int row = 0; row < p.FilterHeight; row++)
        {
            int inputRow = originY + (row * p.DilationHeight);
            int rowAt = inputAt + (inputRow * p.InputWidth * p.InputChannels);
            if (inputRow < 0 || inputRow >= p.InputHeight)
            {
                DspColumns.Fill(-p.InputOffset, rowLength, columns, columnsAt, k, in place);
            }
            else if (contiguous)
            {
                DspColumns.Copy(
                    input, rowAt + (originX * p.InputChannels), rowLength, columns, columnsAt, k, in place);
            }
            else if ((p.InputChannels & 3) != 0)
            {
                GatherValues(input, rowAt, originX, columns, columnsAt, k, in place, in p);
            }
            else
            {
                GatherTaps(input, rowAt, originX, columns, columnsAt, k, in place, in p);
            }

            k += DspColumns.RowDepth(in p);
        }
    }

    /// <summary>One row of a filter tap by tap, partly in the padding or dilated; InputChannels is a multiple of 4.</summary>
    private static void GatherTaps(
        sbyte[] input, int inputAt, int originX, int[] columns, int columnsAt, int first, in DspPlace place,
        in Conv2DParameters p)
    {
        int k = first;
        for (int tap = 0; tap < p.FilterWidth; tap++)
        {
            int column = originX + (tap * p.DilationWidth);
            if (column >= 0 && column < p.InputWidth)
            {
                int at = inputAt + (column * p.InputChannels);
                DspColumns.Copy(input, at, p.InputChannels, columns, columnsAt, k, in place);
            }
            else
            {
                DspColumns.Fill(-p.InputOffset, p.InputChannels, columns, columnsAt, k, in place);
            }

            k += p.InputChannels;
        }
    }

    /// <summary>One row of a filter value by value, partly in the padding or dilated, for any number of channels.</summary>
    private static void GatherValues(
        sbyte[] input, int inputAt, int originX, int[] columns, int columnsAt, int first, in DspPlace place,
        in Conv2DParameters p)
    {
        int column = originX;
        int channel = 0;
        for (int k = 0; k < p.FilterWidth * p.InputChannels; k += 4)
        {
            int bytes = 0;
            for (int i = 0; i < 4; i++)
            {
                int value = -p.InputOffset;
                if (column >= 0 && column < p.InputWidth)
                {
                    value = input[inputAt + (column * p.InputChannels) + channel];
                }

                bytes = ((bytes >> 8) & 0xFFFFFF) | (value << 24);
                channel++;
                if (channel == p.InputChannels)
                {
                    channel = 0;
                    column += p.DilationWidth;
                }
            }

            DspColumns.SetFour(bytes, columns, columnsAt, first + k, in place);
        }
    }
}
