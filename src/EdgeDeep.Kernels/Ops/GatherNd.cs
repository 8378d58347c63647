namespace EdgeDeep.Kernels;

/// <summary>Picks slices by tuples of indices.</summary>
/// <remarks>
/// Indices are not checked: they must lie inside the axes. Input and output must not overlap.
/// Source of the semantics: TensorFlow Lite Micro, GATHER_ND.
/// </remarks>
public static class GatherNd
{
    /// <summary>int8 data, int32 indices, int8 out.</summary>
    /// <param name="input">The data.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Rows * Depth entries.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Rows * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] indices, int indicesAt, sbyte[] output, int outputAt, in GatherNdParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int from = inputAt + Offset(indices, indicesAt + (row * p.Depth), in p);
            int to = outputAt + (row * p.InnerSize);
            for (int i = 0; i < p.InnerSize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }

    /// <summary>int16 data, int32 indices, int16 out.</summary>
    /// <param name="input">The data.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Rows * Depth entries.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Rows * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int16(
        short[] input, int inputAt, int[] indices, int indicesAt, short[] output, int outputAt, in GatherNdParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int from = inputAt + Offset(indices, indicesAt + (row * p.Depth), in p);
            int to = outputAt + (row * p.InnerSize);
            for (int i = 0; i < p.InnerSize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }

    /// <summary>int32 data, int32 indices, int32 out.</summary>
    /// <param name="input">The data.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Rows * Depth entries.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Rows * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int32(
        int[] input, int inputAt, int[] indices, int indicesAt, int[] output, int outputAt, in GatherNdParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int from = inputAt + Offset(indices, indicesAt + (row * p.Depth), in p);
            int to = outputAt + (row * p.InnerSize);
            for (int i = 0; i < p.InnerSize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }

    /// <summary>Elements before the slice that a tuple picks.</summary>
    /// <param name="indices">Holds the tuple.</param>
    /// <param name="at">Place of its first index.</param>
    /// <param name="p">Strides.</param>
    public static int Offset(int[] indices, int at, in GatherNdParameters p)
    {
        int offset = indices[at] * p.Stride0;
        offset += p.Depth > 1 ? indices[at + 1] * p.Stride1 : 0;
        offset += p.Depth > 2 ? indices[at + 2] * p.Stride2 : 0;
        offset += p.Depth > 3 ? indices[at + 3] * p.Stride3 : 0;
        return offset + (p.Depth > 4 ? indices[at + 4] * p.Stride4 : 0);
    }
}
