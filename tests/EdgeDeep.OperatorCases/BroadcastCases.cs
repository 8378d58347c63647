using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels whose two operands broadcast against each other.</summary>
internal static class BroadcastCases
{
    public static OperatorCase Add(CaseDraw s)
    {
        (int[] a, int[] b) = Shapes(s);
        AddParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (a[0], a[1], a[2], a[3], a[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (b[0], b[1], b[2], b[3], b[4]);
        (p.LeftShift, p.Input1Offset, p.Input1Multiplier, p.Input1Shift) = (20, s.Next(-127, 128), s.Multiplier(), s.Next(-8, 0));
        (p.Input2Offset, p.Input2Multiplier, p.Input2Shift) = (s.Next(-127, 128), s.Multiplier(), s.Next(-8, 0));
        (p.OutputOffset, p.Multiplier, p.Shift) = (s.Next(-128, 127), s.Multiplier(), s.Next(-20, -14));
        (p.ActivationMin, p.ActivationMax) = (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[AddParameters.Count];
        p.Store(values, 0);
        return Both(s, values, a, b);
    }

    public static OperatorCase Mul(CaseDraw s)
    {
        (int[] a, int[] b) = Shapes(s);
        MulParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (a[0], a[1], a[2], a[3], a[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (b[0], b[1], b[2], b[3], b[4]);
        (p.Input1Offset, p.Input2Offset, p.OutputOffset) = (s.Next(-127, 128), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift, p.ActivationMin, p.ActivationMax) = (s.Multiplier(), s.Next(-12, 3), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[MulParameters.Count];
        p.Store(values, 0);
        return Both(s, values, a, b);
    }

    public static OperatorCase Compare(CaseDraw s)
    {
        (int[] a, int[] b) = Shapes(s);
        BroadcastParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (a[0], a[1], a[2], a[3], a[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (b[0], b[1], b[2], b[3], b[4]);
        int[] values = new int[BroadcastParameters.Count];
        p.Store(values, 0);
        return Both(s, values, a, b);
    }

    public static OperatorCase PRelu(CaseDraw s)
    {
        (int[] a, int[] b) = Shapes(s);
        PReluParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (a[0], a[1], a[2], a[3], a[4]);
        (p.AlphaDim0, p.AlphaDim1, p.AlphaDim2, p.AlphaDim3, p.AlphaDim4) = (b[0], b[1], b[2], b[3], b[4]);
        (p.InputOffset, p.AlphaOffset, p.OutputOffset) = (s.Next(-127, 128), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift, p.AlphaMultiplier, p.AlphaShift) = (s.Multiplier(), s.Next(-3, 3), s.Multiplier(), s.Next(-12, 0));
        int[] values = new int[PReluParameters.Count];
        p.Store(values, 0);
        return Both(s, values, a, b);
    }

    private static OperatorCase Both(CaseDraw s, int[] values, int[] a, int[] b) =>
        s.Case(values, [s.Int8(Size(a)), s.Int8(Size(b))], s.Int8(Size([.. a.Zip(b, Math.Max)])));

    private static int Size(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Equal shapes, one of them scalar, or each axis on its own.</summary>
    private static (int[] A, int[] B) Shapes(CaseDraw s)
    {
        int[] a = s.Shape(1, 4), b = [.. a];
        int kind = s.Next(0, 3);
        for (int axis = 0; axis < 5; axis++)
        {
            int side = kind == 3 ? s.Next(0, 2) : kind;
            a[axis] = side == 1 ? 1 : a[axis];
            b[axis] = side == 2 ? 1 : b[axis];
        }

        return (a, b);
    }
}
