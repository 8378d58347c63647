namespace EdgeDeep.Kernels;

/// <summary>Takes every n-th element along each axis, forwards or backwards.</summary>
/// <remarks>
/// Masks, negative indices and clamping are resolved before: begin, stride and count per axis are final.
/// Input and output must not overlap. Source of the semantics: TensorFlow Lite Micro, SLICE and STRIDED_SLICE.
/// </remarks>
public static class StridedSlice
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Product of OutputDim0..4 values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and slices.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in StridedSliceParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt += inputAt;
        RowWalk.CopyInt8(ref cursor, input, output, outputAt);
    }

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Product of OutputDim0..4 values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and slices.</param>
    public static void Int32(int[] input, int inputAt, int[] output, int outputAt, in StridedSliceParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt += inputAt;
        RowWalk.CopyInt32(ref cursor, input, output, outputAt);
    }

    /// <summary>A walk over the output that keeps the position in the input as A.</summary>
    private static void SetCursor(ref RowCursor cursor, in StridedSliceParameters p)
    {
        int size3 = p.InputDim4;
        int size2 = p.InputDim3 * size3;
        int size1 = p.InputDim2 * size2;
        int size0 = p.InputDim1 * size1;
        RowWalk.SetSizes(ref cursor, p.OutputDim0, p.OutputDim1, p.OutputDim2, p.OutputDim3, p.OutputDim4);
        cursor.AStride0 = p.Stride0 * size0;
        cursor.AStride1 = p.Stride1 * size1;
        cursor.AStride2 = p.Stride2 * size2;
        cursor.AStride3 = p.Stride3 * size3;
        cursor.AStep = p.Stride4;
        cursor.AAt = (p.Begin0 * size0) + (p.Begin1 * size1) + (p.Begin2 * size2) + (p.Begin3 * size3) + p.Begin4;
    }
}
