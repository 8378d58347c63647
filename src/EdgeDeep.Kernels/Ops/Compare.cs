namespace EdgeDeep.Kernels;

/// <summary>Elementwise comparison of integers with broadcasting; results are 0 or 1.</summary>
/// <remarks>
/// int8 operands are shifted left and rescaled to a scale of 1. Source of the arithmetic: TensorFlow Lite Micro, reference
/// comparisons, int8.
/// </remarks>
public static class Compare
{
    /// <summary>a = b.</summary>
    public const int Equal = 0;

    /// <summary>a != b.</summary>
    public const int NotEqual = 1;

    /// <summary>a &lt; b.</summary>
    public const int Less = 2;

    /// <summary>a &lt;= b.</summary>
    public const int LessEqual = 3;

    /// <summary>a > b.</summary>
    public const int Greater = 4;

    /// <summary>a >= b.</summary>
    public const int GreaterEqual = 5;

    /// <summary>int8 in, bool out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void Int8(
        sbyte[] input1, int input1At, sbyte[] input2, int input2At, byte[] output, int outputAt, in CompareParameters p)
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
                output[outAt + i] = Holds(
                    Scaled(input1[a] + p.Input1Offset, p.LeftShift, p.Input1Multiplier, p.Input1Shift),
                    Scaled(input2[b] + p.Input2Offset, p.LeftShift, p.Input2Multiplier, p.Input2Shift), p.Kind);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>int32 in, bool out; offsets, multipliers and shifts are not used.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void Int32(
        int[] input1, int input1At, int[] input2, int input2At, byte[] output, int outputAt, in CompareParameters p)
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

    private static int Scaled(int value, int leftShift, int multiplier, int shift) =>
        FixedPoint.MultiplyByQuantizedMultiplier(value * (1 << leftShift), multiplier, shift);

    private static byte Holds(int a, int b, int kind)
    {
        bool holds;
        switch (kind)
        {
            case Equal: holds = a == b; break;
            case NotEqual: holds = a != b; break;
            case Less: holds = a < b; break;
            case LessEqual: holds = a <= b; break;
            case Greater: holds = a > b; break;
            default: holds = a >= b; break;
        }

        return holds ? (byte)1 : (byte)0;
    }
}
