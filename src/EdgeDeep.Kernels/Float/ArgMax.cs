namespace EdgeDeep.Kernels.Float;

/// <summary>Index of the largest number along an axis; the first one where several are equal.</summary>
public static class ArgMax
{
    /// <summary>float32 in, int32 out.</summary>
    /// <param name="input">OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * InnerSize indices.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Float32(float[] input, int inputAt, int[] output, int outputAt, in ArgMaxParameters p)
    {
        int to = outputAt;
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            for (int inner = 0; inner < p.InnerSize; inner++)
            {
                int from = inputAt + (outer * p.AxisSize * p.InnerSize) + inner;
                int best = 0;
                float max = input[from];
                for (int i = 1; i < p.AxisSize; i++)
                {
                    float value = input[from + (i * p.InnerSize)];
                    if (value > max)
                    {
                        max = value;
                        best = i;
                    }
                }

                output[to] = best;
                to++;
            }
        }
    }
}
