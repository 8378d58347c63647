namespace EdgeDeep.Kernels;

/// <summary>Element by element squared difference of two tensors with their own scales, with broadcasting.</summary>
/// <remarks>
/// Both inputs are shifted left and rescaled to twice the larger scale; the square of their difference is rescaled to the output.
/// The output may be an input of the same shape. Source of the arithmetic: TensorFlow Lite Micro, reference SQUARED_DIFFERENCE, int8.
/// </remarks>
public static class SquaredDifference
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and scales.</param>
    public static void Int8(
        sbyte[] input1, int input1At, sbyte[] input2, int input2At, sbyte[] output, int outputAt, in AddParameters p)
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
                output[outAt + i] = Element(input1[a], input2[b], in p);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    private static sbyte Element(int value1, int value2, in AddParameters p)
    {
        int scaled1 = FixedPoint.MultiplyByQuantizedMultiplier(
            (value1 + p.Input1Offset) * (1 << p.LeftShift), p.Input1Multiplier, p.Input1Shift);
        int scaled2 = FixedPoint.MultiplyByQuantizedMultiplier(
            (value2 + p.Input2Offset) * (1 << p.LeftShift), p.Input2Multiplier, p.Input2Shift);
        int difference = scaled1 - scaled2;
        int result = FixedPoint.MultiplyByQuantizedMultiplier(difference * difference, p.Multiplier, p.Shift);
        return (sbyte)FixedPoint.Clamp(result + p.OutputOffset, p.ActivationMin, p.ActivationMax);
    }
}
