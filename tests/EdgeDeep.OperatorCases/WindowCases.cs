using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of pools and reductions.</summary>
internal static class WindowCases
{
    public static OperatorCase Pool2D(CaseDraw s)
    {
        Pool2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 9), s.Next(1, 9), s.Next(1, 6));
        (p.FilterHeight, p.FilterWidth, p.StrideHeight, p.StrideWidth) = (s.Next(1, 5), s.Next(1, 5), s.Next(1, 4), s.Next(1, 4));

        // Every window holds at least one value.
        (p.PadTop, p.PadLeft) = (s.Next(0, p.FilterHeight - 1), s.Next(0, p.FilterWidth - 1));
        p.OutputHeight = s.Next(1, ((p.InputHeight - 1 + p.PadTop) / p.StrideHeight) + 1);
        p.OutputWidth = s.Next(1, ((p.InputWidth - 1 + p.PadLeft) / p.StrideWidth) + 1);
        (p.ActivationMin, p.ActivationMax) = (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[Pool2DParameters.Count];
        p.Store(values, 0);
        return s.Case(
            values, [s.Int8(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels)],
            s.Int8(p.Batches * p.OutputHeight * p.OutputWidth * p.InputChannels));
    }

    public static OperatorCase Reduce(CaseDraw s)
    {
        (int[] values, int inputs, int outputs) = Reduction(s);
        return s.Case(values, [s.Int8(inputs)], s.Int8(outputs), s.Int32(outputs, -5, 5));
    }

    public static OperatorCase ReduceMax(CaseDraw s)
    {
        (int[] values, int inputs, int outputs) = Reduction(s);
        return s.Case(values, [s.Int8(inputs)], s.Int8(outputs));
    }

    public static OperatorCase ArgMax(CaseDraw s)
    {
        ArgMaxParameters p = default;
        (p.OuterSize, p.AxisSize, p.InnerSize) = (s.Next(1, 4), s.Next(1, 9), s.Next(1, 4));
        int[] values = new int[ArgMaxParameters.Count];
        p.Store(values, 0);

        // Few values, so that the largest is often met twice.
        return s.Case(values, [s.Int8(p.OuterSize * p.AxisSize * p.InnerSize, -3, 3)], s.Int32(p.OuterSize * p.InnerSize, -9, 9));
    }

    private static (int[] Values, int Inputs, int Outputs) Reduction(CaseDraw s)
    {
        ReduceParameters p = default;
        int[] shape = s.Shape(1, 4);
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        p.ReducedAxes = s.Next(0, 31);
        (p.InputOffset, p.OutputOffset, p.Multiplier, p.Shift) = (s.Next(-127, 128), s.Next(-128, 127), s.Multiplier(), s.Next(-9, 2));
        int[] values = new int[ReduceParameters.Count];
        p.Store(values, 0);
        int outputs = shape.Where((_, axis) => (p.ReducedAxes >> axis & 1) == 0).Aggregate(1, (product, size) => product * size);
        return (values, shape.Aggregate(1, (product, size) => product * size), outputs);
    }
}
