namespace EdgeDeep.Kernels;

/// <summary>Copies a box of elements between two tensors, each with a start and a stride per axis of its own.</summary>
/// <remarks>
/// Every movement of elements is one or more of these calls: permutation, slice, join, border, repetition and reversal.
/// Input and output must not overlap.
/// </remarks>
public static class StridedCopy
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">The elements that the sizes and input strides reach.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">The places that the sizes and output strides reach; others keep their values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in StridedCopyParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, inputAt, outputAt, in p);
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

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">The elements that the sizes and input strides reach.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">The places that the sizes and output strides reach; others keep their values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in StridedCopyParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, inputAt, outputAt, in p);
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

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input">The elements that the sizes and input strides reach.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">The places that the sizes and output strides reach; others keep their values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void Int32(int[] input, int inputAt, int[] output, int outputAt, in StridedCopyParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, inputAt, outputAt, in p);
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

    /// <summary>Places a cursor at the first row, input as A and output as B.</summary>
    /// <param name="cursor">Receives sizes, strides and positions.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and strides.</param>
    public static void SetCursor(ref RowCursor cursor, int inputAt, int outputAt, in StridedCopyParameters p)
    {
        RowWalk.SetSizes(ref cursor, p.Size0, p.Size1, p.Size2, p.Size3, p.Size4);
        cursor.AStride0 = p.InputStride0;
        cursor.AStride1 = p.InputStride1;
        cursor.AStride2 = p.InputStride2;
        cursor.AStride3 = p.InputStride3;
        cursor.AStep = p.InputStride4;
        cursor.BStride0 = p.OutputStride0;
        cursor.BStride1 = p.OutputStride1;
        cursor.BStride2 = p.OutputStride2;
        cursor.BStride3 = p.OutputStride3;
        cursor.BStep = p.OutputStride4;
        cursor.AAt = inputAt + p.InputStart;
        cursor.BAt = outputAt + p.OutputStart;
    }
}
