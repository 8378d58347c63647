namespace EdgeDeep.Kernels;

/// <summary>Resizes an image to the nearest neighbours.</summary>
/// <remarks>
/// Which row and column is nearest is float arithmetic that depends on the sizes only: the compiler puts it in two tables.
/// Layouts: input and output NHWC. Input and output must not overlap.
/// Source of the semantics: TensorFlow Lite Micro, RESIZE_NEAREST_NEIGHBOR.
/// </remarks>
public static class ResizeNearest
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="rows">Input row of each of the OutputHeight rows, 0..InputHeight - 1.</param>
    /// <param name="rowsAt">Index of the first row entry.</param>
    /// <param name="columns">Input column of each of the OutputWidth columns, 0..InputWidth - 1.</param>
    /// <param name="columnsAt">Index of the first column entry.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] rows, int rowsAt, int[] columns, int columnsAt,
        sbyte[] output, int outputAt, in ResizeNearestParameters p)
    {
        int to = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int rowAt = ((batch * p.InputHeight) + rows[rowsAt + y]) * p.InputWidth;
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int from = inputAt + ((rowAt + columns[columnsAt + x]) * p.InputChannels);
                    for (int channel = 0; channel < p.InputChannels; channel++)
                    {
                        output[to + channel] = input[from + channel];
                    }

                    to += p.InputChannels;
                }
            }
        }
    }
}
