namespace EdgeDeep.Kernels;

/// <summary>Bilinear resize of NHWC images; where samples are taken is computed by the compiler.</summary>
/// <remarks>
/// Weights have 10 fractional bits, products are rounded half away from zero. Weights outside 0..1024, which the reference has
/// at borders, meet two equal values. Source of the arithmetic: TensorFlow Lite Micro, reference RESIZE_BILINEAR, int8.
/// </remarks>
public static class ResizeBilinear
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="rows">
    /// For every output row the lower and the upper input row and the weight of the upper one, three numbers each; 1024 stands for 1.
    /// </param>
    /// <param name="rowsAt">Index of the first one.</param>
    /// <param name="columns">The same for every output column.</param>
    /// <param name="columnsAt">Index of the first one.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] rows, int rowsAt, int[] columns, int columnsAt, sbyte[] output, int outputAt,
        in ResizeBilinearParameters p)
    {
        int at = outputAt;
        int line = p.InputWidth * p.InputChannels;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * line);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int lower = imageAt + (rows[rowsAt + (3 * y)] * line);
                int upper = imageAt + (rows[rowsAt + (3 * y) + 1] * line);
                int fy = rows[rowsAt + (3 * y) + 2];
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int left = columns[columnsAt + (3 * x)] * p.InputChannels;
                    int right = columns[columnsAt + (3 * x) + 1] * p.InputChannels;
                    int fx = columns[columnsAt + (3 * x) + 2];
                    int p00 = lower + left;
                    int p01 = lower + right;
                    int p10 = upper + left;
                    int p11 = upper + right;
                    for (int i = 0; i < p.InputChannels; i++)
                    {
                        long sum = ((long)input[p00 + i] * (1024 - fy) * (1024 - fx)) + ((long)input[p10 + i] * fy * (1024 - fx))
                            + ((long)input[p01 + i] * (1024 - fy) * fx) + ((long)input[p11 + i] * fy * fx);
                        output[at] = (sbyte)((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="rows">
    /// For every output row the lower and the upper input row and the weight of the upper one, three numbers each; 1024 stands for 1.
    /// </param>
    /// <param name="rowsAt">Index of the first one.</param>
    /// <param name="columns">The same for every output column.</param>
    /// <param name="columnsAt">Index of the first one.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16(
        short[] input, int inputAt, int[] rows, int rowsAt, int[] columns, int columnsAt, short[] output, int outputAt,
        in ResizeBilinearParameters p)
    {
        int at = outputAt;
        int line = p.InputWidth * p.InputChannels;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * line);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int lower = imageAt + (rows[rowsAt + (3 * y)] * line);
                int upper = imageAt + (rows[rowsAt + (3 * y) + 1] * line);
                int fy = rows[rowsAt + (3 * y) + 2];
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int left = columns[columnsAt + (3 * x)] * p.InputChannels;
                    int right = columns[columnsAt + (3 * x) + 1] * p.InputChannels;
                    int fx = columns[columnsAt + (3 * x) + 2];
                    int p00 = lower + left;
                    int p01 = lower + right;
                    int p10 = upper + left;
                    int p11 = upper + right;
                    for (int i = 0; i < p.InputChannels; i++)
                    {
                        long sum = ((long)input[p00 + i] * (1024 - fy) * (1024 - fx)) + ((long)input[p10 + i] * fy * (1024 - fx))
                            + ((long)input[p01 + i] * (1024 - fy) * fx) + ((long)input[p11 + i] * fy * fx);
                        output[at] = (short)((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
                        at++;
                    }
                }
            }
        }
    }
}
