using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that work element by element or row by row.</summary>
internal static class ElementwiseCases
{
    public static OperatorCase Softmax(CaseDraw s)
    {
        (int[] values, int size) = SoftmaxValues(s);
        return s.Case(values, [s.Int8(size)], s.Int8(size));
    }

    public static OperatorCase SoftmaxInt8ToInt16(CaseDraw s)
    {
        (int[] values, int size) = SoftmaxValues(s);
        return s.Case(values, [s.Int8(size)], s.Int16(size));
    }

    public static OperatorCase SoftmaxFloat(CaseDraw s)
    {
        Kernels.Float.SoftmaxParameters p = default;
        (p.Rows, p.Depth, p.BetaBits) = (s.Next(1, 3), s.Next(1, 20), (126 + s.Next(0, 2)) << 23);
        int[] values = new int[Kernels.Float.SoftmaxParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Float32(p.Rows * p.Depth, 10, 0.25f)], s.Float32(p.Rows * p.Depth, 1));
    }

    public static OperatorCase LogSoftmax(CaseDraw s)
    {
        LogSoftmaxParameters p = default;
        (p.Rows, p.Depth, p.InputMultiplier, p.InputLeftShift) = (s.Next(1, 3), s.Next(1, 20), s.Multiplier(), s.Next(19, 27));
        p.DiffMin = -(int)((31L << 26) >> p.InputLeftShift);
        double reverse = (double)(1L << (31 - p.InputLeftShift)) / p.InputMultiplier;
        p.ReverseShift = Math.ILogB(reverse) + 1;
        p.ReverseMultiplier = (int)Math.Min(int.MaxValue, Math.Round(Math.ScaleB(reverse, 31 - p.ReverseShift)));
        int[] values = new int[LogSoftmaxParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Rows * p.Depth)], s.Int8(p.Rows * p.Depth));
    }

    public static OperatorCase Logistic(CaseDraw s)
    {
        LogisticParameters p = default;
        (p.Size, p.InputOffset, p.InputMultiplier, p.InputLeftShift) = (s.Next(1, 64), s.Next(-127, 128), s.Multiplier(), s.Next(18, 27));
        p.InputRangeRadius = (int)((15L << 27) >> p.InputLeftShift);
        int[] values = new int[LogisticParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    public static OperatorCase Relu(CaseDraw s)
    {
        ReluParameters p = default;
        bool sameScale = s.Next(0, 2) == 0;
        (p.Size, p.InputOffset, p.OutputOffset) = (s.Next(1, 64), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift) = sameScale ? (1 << 30, 1) : (s.Multiplier(), s.Next(-5, 3));
        (p.ActivationMin, p.ActivationMax) = (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[ReluParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    public static OperatorCase LeakyRelu(CaseDraw s)
    {
        LeakyReluParameters p = default;
        (p.Size, p.InputOffset, p.OutputOffset) = (s.Next(1, 64), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift, p.AlphaShift) = (s.Multiplier(), s.Next(-5, 3), s.Next(-9, 2));
        p.AlphaMultiplier = s.Next(0, 3) == 0 ? -s.Multiplier() : s.Multiplier();
        int[] values = new int[LeakyReluParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    public static OperatorCase HardSwish(CaseDraw s)
    {
        HardSwishParameters p = default;
        (p.Size, p.InputOffset, p.OutputOffset) = (s.Next(1, 64), s.Next(-127, 128), s.Next(-128, 127));
        (p.OutputMultiplier, p.OutputExponent) = (s.Next(1 << 14, 32767), s.Next(-9, 0));
        (p.ReluishMultiplier, p.ReluishExponent) = (s.Next(1 << 14, 32767), s.Next(-6, 8));
        int[] values = new int[HardSwishParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    private static (int[] Values, int Size) SoftmaxValues(CaseDraw s)
    {
        SoftmaxParameters p = default;
        (p.Rows, p.Depth, p.InputMultiplier, p.InputLeftShift) = (s.Next(1, 3), s.Next(1, 20), s.Multiplier(), s.Next(19, 27));
        p.DiffMin = -(int)((31L << 26) >> p.InputLeftShift);
        int[] values = new int[SoftmaxParameters.Count];
        p.Store(values, 0);
        return (values, p.Rows * p.Depth);
    }
}
