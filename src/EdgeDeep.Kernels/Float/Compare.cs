namespace EdgeDeep.Kernels.Float;

/// <summary>Elementwise comparison of numbers with broadcasting; results are 0 or 1.</summary>
/// <remarks>What is asked is one of the constants of <see cref="EdgeDeep.Kernels.Compare"/>.</remarks>
public static class Compare
{
    /// <summary>float32 in, bool out; offsets, multipliers and shifts are not used.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void Float32(
        float[] input1, int input1At, float[] input2, int input2At, byte[] output, int outputAt, in CompareParameters p)
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
                output[outAt + i] = Holds(input1[a], input2[b], p.Kind);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    private static byte Holds(float a, float b, int kind)
    {
        bool holds;
        switch (kind)
        {
            case EdgeDeep.Kernels.Compare.Equal: holds = a == b; break;
            case EdgeDeep.Kernels.Compare.NotEqual: holds = a != b; break;
            case EdgeDeep.Kernels.Compare.Less: holds = a < b; break;
            case EdgeDeep.Kernels.Compare.LessEqual: holds = a <= b; break;
            case EdgeDeep.Kernels.Compare.Greater: holds = a > b; break;
            default: holds = a >= b; break;
        }

        return holds ? (byte)1 : (byte)0;
    }
}
