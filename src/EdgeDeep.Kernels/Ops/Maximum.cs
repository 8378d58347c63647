namespace EdgeDeep.Kernels;

/// <summary>Element by element maximum of two tensors of the same scale and zero point, with broadcasting.</summary>
/// <remarks>
/// The output may be an input of the same shape. Source of the arithmetic: TensorFlow Lite Micro, reference MAXIMUM, int8.
/// </remarks>
public static class Maximum
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes.</param>
    public static void Int8(
        sbyte[] input1, int input1At, sbyte[] input2, int input2At, sbyte[] output, int outputAt, in BroadcastParameters p)
    {
        RowCursor cursor = default;
        RowWalk.SetBroadcast(
            ref cursor, p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4,
            p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4);
        cursor.AAt = input1At;
        cursor.BAt = input2At;
        int outAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int a = cursor.AAt;
            int b = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                sbyte value1 = input1[a];
                sbyte value2 = input2[b];
                output[outAt + i] = value1 > value2 ? value1 : value2;
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes.</param>
    public static void Int16(
        short[] input1, int input1At, short[] input2, int input2At, short[] output, int outputAt, in BroadcastParameters p)
    {
        RowCursor cursor = default;
        RowWalk.SetBroadcast(
            ref cursor, p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4,
            p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4);
        cursor.AAt = input1At;
        cursor.BAt = input2At;
        int outAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int a = cursor.AAt;
            int b = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                short value1 = input1[a];
                short value2 = input2[b];
                output[outAt + i] = value1 > value2 ? value1 : value2;
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }
}
