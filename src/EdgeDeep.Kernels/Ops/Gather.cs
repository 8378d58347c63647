namespace EdgeDeep.Kernels;

/// <summary>Picks slices of one axis by index.</summary>
/// <remarks>
/// Indices are not checked: they must lie inside the axis.
/// Input and output must not overlap. Source of the semantics: TensorFlow Lite Micro, GATHER.
/// </remarks>
public static class Gather
{
    /// <summary>int8 data, int32 indices, int8 out.</summary>
    /// <param name="input">Batches * OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Batches * IndexCount entries, 0..AxisSize - 1.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Batches * OuterSize * IndexCount * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(
        sbyte[] input, int inputAt, int[] indices, int indicesAt, sbyte[] output, int outputAt, in GatherParameters p)
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

    /// <summary>int16 data, int32 indices, int16 out.</summary>
    /// <param name="input">Batches * OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Batches * IndexCount entries, 0..AxisSize - 1.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Batches * OuterSize * IndexCount * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16(
        short[] input, int inputAt, int[] indices, int indicesAt, short[] output, int outputAt, in GatherParameters p)
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

    /// <summary>int32 data, int32 indices, int32 out.</summary>
    /// <param name="input">Batches * OuterSize * AxisSize * InnerSize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="indices">Batches * IndexCount entries, 0..AxisSize - 1.</param>
    /// <param name="indicesAt">Index of the first entry.</param>
    /// <param name="output">Batches * OuterSize * IndexCount * InnerSize values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int32(
        int[] input, int inputAt, int[] indices, int indicesAt, int[] output, int outputAt, in GatherParameters p)
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
