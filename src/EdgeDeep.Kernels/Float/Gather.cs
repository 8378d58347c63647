namespace EdgeDeep.Kernels.Float;

/// <summary>Picks slices of one axis by index.</summary>
/// <remarks>Indices are not checked: they must lie inside the axis. Input and output must not overlap.</remarks>
public static class Gather
{
    /// <summary>float32 data, int32 indices, float32 out.</summary>
    /// <param name="input">Batches * OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Batches * IndexCount entries, 0..AxisSize - 1.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Batches * OuterSize * IndexCount * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Float32(
        float[] input, int inputAt, int[] indices, int indicesAt, float[] output, int outputAt, in GatherParameters p)
    {
        int to = outputAt;
        for (int slab = 0; slab < p.Batches * p.OuterSize; slab++)
        {
            int entryAt = indicesAt + (slab / p.OuterSize * p.IndexCount);
            for (int entry = 0; entry < p.IndexCount; entry++)
            {
                int from = inputAt + (((slab * p.AxisSize) + indices[entryAt + entry]) * p.InnerSize);
                for (int i = 0; i < p.InnerSize; i++)
                {
                    output[to + i] = input[from + i];
                }

                to += p.InnerSize;
            }
        }
    }
}
