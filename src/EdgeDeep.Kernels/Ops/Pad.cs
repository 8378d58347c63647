namespace EdgeDeep.Kernels;

/// <summary>Surrounds a tensor with a constant.</summary>
/// <remarks>
/// Input and output must not overlap. Source of the semantics: TensorFlow Lite Micro, PAD and PADV2.
/// </remarks>
public static class Pad
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Values of the padded shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape, padding and value.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in PadParameters p)
    {
        RowCursor cursor = default;
        int size = SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt += outputAt;
        sbyte value = (sbyte)p.PadValue;
        for (int i = 0; i < size; i++)
        {
            output[outputAt + i] = value;
        }

        for (int row = 0; row < cursor.Rows; row++)
        {
            for (int i = 0; i < cursor.Length; i++)
            {
                output[cursor.BAt + i] = input[cursor.AAt + i];
            }

            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Values of the padded shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape, padding and value.</param>
    public static void Int32(int[] input, int inputAt, int[] output, int outputAt, in PadParameters p)
    {
        RowCursor cursor = default;
        int size = SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt += outputAt;
        int value = p.PadValue;
        for (int i = 0; i < size; i++)
        {
            output[outputAt + i] = value;
        }

        for (int row = 0; row < cursor.Rows; row++)
        {
            for (int i = 0; i < cursor.Length; i++)
            {
                output[cursor.BAt + i] = input[cursor.AAt + i];
            }

            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>A walk over the input as A and its place in the output as B; returns the size of the output.</summary>
    private static int SetCursor(ref RowCursor cursor, in PadParameters p)
    {
        int size1 = p.PadBefore1 + p.InputDim1 + p.PadAfter1;
        int size2 = p.PadBefore2 + p.InputDim2 + p.PadAfter2;
        int size3 = p.PadBefore3 + p.InputDim3 + p.PadAfter3;
        int size4 = p.PadBefore4 + p.InputDim4 + p.PadAfter4;
        RowWalk.SetSizes(ref cursor, p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4);
        RowWalk.SetDenseA(ref cursor, p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4);
        cursor.BStep = 1;
        cursor.BStride3 = size4;
        cursor.BStride2 = size3 * size4;
        cursor.BStride1 = size2 * size3 * size4;
        cursor.BStride0 = size1 * size2 * size3 * size4;
        cursor.BAt = (p.PadBefore0 * cursor.BStride0) + (p.PadBefore1 * cursor.BStride1)
            + (p.PadBefore2 * cursor.BStride2) + (p.PadBefore3 * cursor.BStride3) + p.PadBefore4;
        return (p.PadBefore0 + p.InputDim0 + p.PadAfter0) * cursor.BStride0;
    }
}
