namespace EdgeDeep.Kernels.Float;

/// <summary>Copies a box of numbers between two tensors, each with a start and a stride per axis of its own.</summary>
/// <remarks>The same walk as <see cref="EdgeDeep.Kernels.StridedCopy"/>. Input and output must not overlap.</remarks>
public static class StridedCopy
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">The elements that the sizes and input strides reach.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">The places that the sizes and output strides reach; others keep their values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in StridedCopyParameters p)
    {
        RowCursor cursor = default;
        EdgeDeep.Kernels.StridedCopy.SetCursor(ref cursor, inputAt, outputAt, in p);
        for (int row = 0; row < cursor.Rows; row++)
        {
            int from = cursor.AAt;
            int to = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                output[to] = input[from];
                from += cursor.AStep;
                to += cursor.BStep;
            }

            RowWalk.Advance(ref cursor);
        }
    }
}
