namespace EdgeDeep.Kernels.Float;

/// <summary>Bilinear resize of NHWC images; where samples are taken is computed by the compiler.</summary>
public static class ResizeBilinear
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">Batches * InputHeight * InputWidth * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="rows">
    /// For every output row the lower and the upper input row and the weight of the upper one, three numbers each; positions as numbers.
    /// </param>
    /// <param name="rowsAt">Index of the first one.</param>
    /// <param name="columns">The same for every output column.</param>
    /// <param name="columnsAt">Index of the first one.</param>
    /// <param name="output">Batches * OutputHeight * OutputWidth * InputChannels values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Float32(
        float[] input, int inputAt, float[] rows, int rowsAt, float[] columns, int columnsAt, float[] output, int outputAt,
        in ResizeBilinearParameters p)
    {
        int at = outputAt;
        int line = p.InputWidth * p.InputChannels;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * p.InputHeight * line);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                int lower = imageAt + ((int)rows[rowsAt + (3 * y)] * line);
                int upper = imageAt + ((int)rows[rowsAt + (3 * y) + 1] * line);
                float fy = rows[rowsAt + (3 * y) + 2];
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    int left = (int)columns[columnsAt + (3 * x)] * p.InputChannels;
                    int right = (int)columns[columnsAt + (3 * x) + 1] * p.InputChannels;
                    float fx = columns[columnsAt + (3 * x) + 2];
                    int p00 = lower + left;
                    int p01 = lower + right;
                    int p10 = upper + left;
                    int p11 = upper + right;
                    for (int i = 0; i < p.InputChannels; i++)
                    {
                        float top = input[p00 + i] + ((input[p01 + i] - input[p00 + i]) * fx);
                        float bottom = input[p10 + i] + ((input[p11 + i] - input[p10 + i]) * fx);
                        output[at] = top + ((bottom - top) * fy);
                        at++;
                    }
                }
            }
        }
    }
}
