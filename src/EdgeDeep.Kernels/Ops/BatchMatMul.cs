namespace EdgeDeep.Kernels;

/// <summary>Products of matrices, one for each place in a batch, with broadcasting over up to three batch axes.</summary>
/// <remarks>
/// Left matrices are [rows, depth] and right ones [depth, columns], or stored the other way round; products are
/// [rows, columns]. The output must not overlap a factor. The 32-bit sum is requantized with double rounding.
/// Source of the arithmetic: TensorFlow Lite Micro, reference BATCH_MATMUL, int8.
/// </remarks>
public static class BatchMatMul
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="left">Values of the left factor.</param>
    /// <param name="leftAt">Index of its first value.</param>
    /// <param name="right">Values of the right factor.</param>
    /// <param name="rightAt">Index of its first value.</param>
    /// <param name="output">One matrix for each place of the broadcast batch.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and scales.</param>
    public static void Int8(
        sbyte[] left, int leftAt, sbyte[] right, int rightAt, sbyte[] output, int outputAt, in BatchMatMulParameters p)
    {
        RowCursor cursor = default;
        RowWalk.SetSizes(
            ref cursor, 1, RowWalk.Larger(p.LeftBatch0, p.RightBatch0), RowWalk.Larger(p.LeftBatch1, p.RightBatch1),
            RowWalk.Larger(p.LeftBatch2, p.RightBatch2), 1);
        RowWalk.SetDenseA(ref cursor, 1, p.LeftBatch0, p.LeftBatch1, p.LeftBatch2, p.Rows * p.Depth);
        RowWalk.SetDenseB(ref cursor, 1, p.RightBatch0, p.RightBatch1, p.RightBatch2, p.Depth * p.Columns);
        cursor.AAt = leftAt;
        cursor.BAt = rightAt;
        for (int batch = 0; batch < cursor.Rows; batch++)
        {
            Multiply(left, cursor.AAt, right, cursor.BAt, output, outputAt + (batch * p.Rows * p.Columns), in p);
            RowWalk.Advance(ref cursor);
        }
    }

    /// <summary>One product of two matrices.</summary>
    private static void Multiply(
        sbyte[] left, int leftAt, sbyte[] right, int rightAt, sbyte[] output, int outputAt, in BatchMatMulParameters p)
    {
        int leftStep = p.LeftTransposed != 0 ? p.Rows : 1;
        int leftRow = p.LeftTransposed != 0 ? 1 : p.Depth;
        int rightStep = p.RightTransposed != 0 ? 1 : p.Columns;
        int rightColumn = p.RightTransposed != 0 ? p.Depth : 1;
        int outAt = outputAt;
        for (int row = 0; row < p.Rows; row++)
        {
            for (int column = 0; column < p.Columns; column++)
            {
                int a = leftAt + (row * leftRow);
                int b = rightAt + (column * rightColumn);
                int sum = 0;
                for (int i = 0; i < p.Depth; i++)
                {
                    sum += (left[a] + p.LeftOffset) * (right[b] + p.RightOffset);
                    a += leftStep;
                    b += rightStep;
                }

                int result = FixedPoint.MultiplyByQuantizedMultiplier(sum, p.Multiplier, p.Shift) + p.OutputOffset;
                output[outAt] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
                outAt++;
            }
        }
    }
}
