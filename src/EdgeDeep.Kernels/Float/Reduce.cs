namespace EdgeDeep.Kernels.Float;

/// <summary>Reduction over one axis in single precision, element after element.</summary>
public static class Reduce
{
    /// <summary>The mean.</summary>
    public const int Mean = 0;

    /// <summary>The sum.</summary>
    public const int Sum = 1;

    /// <summary>The largest number.</summary>
    public const int Max = 2;

    /// <summary>The smallest number.</summary>
    public const int Min = 3;

    /// <summary>The product.</summary>
    public const int Product = 4;

    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and what is kept.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in ReduceParameters p)
    {
        int to = outputAt;
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            for (int inner = 0; inner < p.InnerSize; inner++)
            {
                int from = inputAt + (outer * p.AxisSize * p.InnerSize) + inner;
                float result = input[from];
                for (int i = 1; i < p.AxisSize; i++)
                {
                    result = Combine(result, input[from + (i * p.InnerSize)], p.Kind);
                }

                output[to] = p.Kind == Mean ? result / p.AxisSize : result;
                to++;
            }
        }
    }

    private static float Combine(float a, float b, int kind)
    {
        switch (kind)
        {
            case Max: return a > b ? a : b;
            case Min: return a < b ? a : b;
            case Product: return a * b;
            default: return a + b;
        }
    }
}
