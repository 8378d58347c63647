namespace EdgeDeep.Kernels;

/// <summary>Smallest value over any axes; input and output have the same scale and zero point.</summary>
/// <remarks>
/// Source of the arithmetic: TensorFlow Lite Micro, reference REDUCE_MIN, int8.
/// </remarks>
public static class ReduceMin
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">One value per output element.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and axes.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in ReduceParameters p)
    {
        int outputs = Reduction.OutputSize(in p);
        for (int i = 0; i < outputs; i++)
        {
            output[outputAt + i] = sbyte.MaxValue;
        }

        RowCursor cursor = default;
        Reduction.SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int to = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                sbyte value = input[cursor.AAt + i];
                if (value < output[to])
                {
                    output[to] = value;
                }

                to += cursor.BStep;
            }

            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">One value per output element.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and axes.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in ReduceParameters p)
    {
        int outputs = Reduction.OutputSize(in p);
        for (int i = 0; i < outputs; i++)
        {
            output[outputAt + i] = short.MaxValue;
        }

        RowCursor cursor = default;
        Reduction.SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int to = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                short value = input[cursor.AAt + i];
                if (value < output[to])
                {
                    output[to] = value;
                }

                to += cursor.BStep;
            }

            RowWalk.Advance(ref cursor);
        }
    }
}
