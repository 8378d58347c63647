namespace EdgeDeep.Kernels;

/// <summary>Index of the smallest value along an axis; the first one where several are equal.</summary>
/// <remarks>Source of the semantics: TensorFlow Lite Micro, ARG_MIN.</remarks>
public static class ArgMin
{
    /// <summary>int8 in, int32 out.</summary>
    /// <param name="input">OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * InnerSize indices.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(sbyte[] input, int inputAt, int[] output, int outputAt, in ArgMaxParameters p)
    {
        int to = outputAt;
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            for (int inner = 0; inner < p.InnerSize; inner++)
            {
                int from = inputAt + (outer * p.AxisSize * p.InnerSize) + inner;
                int best = 0;
                sbyte min = input[from];
                for (int i = 1; i < p.AxisSize; i++)
                {
                    sbyte value = input[from + (i * p.InnerSize)];
                    if (value < min)
                    {
                        min = value;
                        best = i;
                    }
                }

                output[to] = best;
                to++;
            }
        }
    }

    /// <summary>int16 in, int32 out.</summary>
    /// <param name="input">OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * InnerSize indices.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16(short[] input, int inputAt, int[] output, int outputAt, in ArgMaxParameters p)
    {
        int to = outputAt;
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            for (int inner = 0; inner < p.InnerSize; inner++)
            {
                int from = inputAt + (outer * p.AxisSize * p.InnerSize) + inner;
                int best = 0;
                short min = input[from];
                for (int i = 1; i < p.AxisSize; i++)
                {
                    short value = input[from + (i * p.InnerSize)];
                    if (value < min)
                    {
                        min = value;
                        best = i;
                    }
                }

                output[to] = best;
                to++;
            }
        }
    }
}
