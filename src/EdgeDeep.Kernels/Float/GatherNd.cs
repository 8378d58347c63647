namespace EdgeDeep.Kernels.Float;

/// <summary>Picks slices by tuples of indices.</summary>
/// <remarks>Indices are not checked: they must lie inside the axes. Input and output must not overlap.</remarks>
public static class GatherNd
{
    /// <summary>float32 data, int32 indices, float32 out.</summary>
    /// <param name="input">The data.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Rows * Depth entries.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Rows * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Float32(
        float[] input, int inputAt, int[] indices, int indicesAt, float[] output, int outputAt, in GatherNdParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int from = inputAt + EdgeDeep.Kernels.GatherNd.Offset(indices, indicesAt + (row * p.Depth), in p);
            int to = outputAt + (row * p.InnerSize);
            for (int i = 0; i < p.InnerSize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }
}
