namespace EdgeDeep.Kernels;

/// <summary>Reorders the axes of a tensor.</summary>
/// <remarks>
/// Input and output must not overlap. Source of the semantics: TensorFlow Lite Micro, TRANSPOSE.
/// </remarks>
public static class Transpose
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Values of the permuted shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and permutation.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in TransposeParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt += inputAt;
        RowWalk.CopyInt8(ref cursor, input, output, outputAt);
    }

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Values of the permuted shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shape and permutation.</param>
    public static void Int32(int[] input, int inputAt, int[] output, int outputAt, in TransposeParameters p)
    {
        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt += inputAt;
        RowWalk.CopyInt32(ref cursor, input, output, outputAt);
    }

    /// <summary>A walk over the output that keeps the position in the input as A.</summary>
    private static void SetCursor(ref RowCursor cursor, in TransposeParameters p)
    {
        RowWalk.SetSizes(
            ref cursor, Size(p.Axis0, in p), Size(p.Axis1, in p), Size(p.Axis2, in p), Size(p.Axis3, in p),
            Size(p.Axis4, in p));
        cursor.AStride0 = Stride(p.Axis0, in p);
        cursor.AStride1 = Stride(p.Axis1, in p);
        cursor.AStride2 = Stride(p.Axis2, in p);
        cursor.AStride3 = Stride(p.Axis3, in p);
        cursor.AStep = Stride(p.Axis4, in p);
    }

    private static int Size(int axis, in TransposeParameters p)
    {
        switch (axis)
        {
            case 0: return p.InputDim0;
            case 1: return p.InputDim1;
            case 2: return p.InputDim2;
            case 3: return p.InputDim3;
            default: return p.InputDim4;
        }
    }

    private static int Stride(int axis, in TransposeParameters p)
    {
        switch (axis)
        {
            case 0: return p.InputDim1 * p.InputDim2 * p.InputDim3 * p.InputDim4;
            case 1: return p.InputDim2 * p.InputDim3 * p.InputDim4;
            case 2: return p.InputDim3 * p.InputDim4;
            case 3: return p.InputDim4;
            default: return 1;
        }
    }
}
