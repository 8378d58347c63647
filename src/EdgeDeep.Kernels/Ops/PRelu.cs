namespace EdgeDeep.Kernels;

/// <summary>Rectifier whose slope below zero is a tensor of its own, with broadcasting.</summary>
/// <remarks>
/// The branch is taken on the offset input; below zero it is multiplied by the offset slope before requantization.
/// The output may be the input where the slopes broadcast to its shape.
/// Source of the arithmetic: TensorFlow Lite Micro, reference PRELU, int8.
/// </remarks>
public static class PRelu
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of its first value.</param>
    /// <param name="alpha">Slopes of the alpha shape.</param>
    /// <param name="alphaAt">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and scales.</param>
    public static void Int8(
        sbyte[] input, int inputAt, sbyte[] alpha, int alphaAt, sbyte[] output, int outputAt, in PReluParameters p)
    {
        RowCursor cursor = default;
        RowWalk.SetBroadcast(
            ref cursor, p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4,
            p.AlphaDim0, p.AlphaDim1, p.AlphaDim2, p.AlphaDim3, p.AlphaDim4);
        cursor.AAt = inputAt;
        cursor.BAt = alphaAt;
        int outAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int a = cursor.AAt;
            int b = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                int value = input[a] + p.InputOffset;
                if (value >= 0)
                {
                    value = FixedPoint.MultiplyByQuantizedMultiplier(value, p.Multiplier, p.Shift);
                }
                else
                {
                    value = FixedPoint.MultiplyByQuantizedMultiplier(
                        value * (alpha[b] + p.AlphaOffset), p.AlphaMultiplier, p.AlphaShift);
                }

                output[outAt + i] =
                    (sbyte)FixedPoint.Clamp(value + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }
}
