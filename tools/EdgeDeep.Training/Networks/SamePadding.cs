using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Training.Networks;

/// <summary>Padding for output size = ceil(input / stride), the odd element below and on the right, as TensorFlow's SAME.</summary>
public static class SamePadding
{
    /// <summary>Padding of both axes.</summary>
    /// <param name="height">Input rows.</param>
    /// <param name="width">Input columns.</param>
    /// <param name="kernelHeight">Filter rows.</param>
    /// <param name="kernelWidth">Filter columns.</param>
    /// <param name="stride">Step.</param>
    public static Padding Of(int height, int width, int kernelHeight, int kernelWidth, int stride)
    {
        int rows = Total(height, kernelHeight, stride), columns = Total(width, kernelWidth, stride);
        return new Padding(rows / 2, columns / 2, rows - (rows / 2), columns - (columns / 2));
    }

    private static int Total(int size, int kernel, int stride) =>
        Math.Max(((((size + stride - 1) / stride) - 1) * stride) + kernel - size, 0);
}
