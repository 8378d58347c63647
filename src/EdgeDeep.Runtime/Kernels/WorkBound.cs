using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>
/// How much a step computes, told by its parameters alone, so that a file whose numbers were changed cannot keep a processor busy for hours. A
/// count that its kernel does not allow is refused here; what a kernel then reads and writes is checked where it does so.
/// </summary>
public static class WorkBound
{
    /// <summary>The most elementary operations of one inference: some minutes of a slow processor, a hundred times the largest networks for devices.</summary>
    public const long Most = 1L << 37;

    private const int WidestNormalization = 1 << 16, QuantileRows = 30, LongestTransform = 15;

    /// <summary>Makes sure that a plan's steps end.</summary>
    /// <exception cref="ModelFormatException">A step has an impossible count, or all together are too much.</exception>
    public static void Check(Plan plan)
    {
        Int128 sum = 0;
        foreach (PlanStep step in plan.Steps)
        {
            long work = Of(step);
            sum += work;
            if (work < 0 || sum > Most)
            {
                throw new ModelFormatException(work < 0
                    ? $"Step '{step.Name}' ({step.Op}) has a size that its kernel does not take; the file was changed, or the program that wrote it has a defect."
                    : $"Step '{step.Name}' ({step.Op}) brings the operations of an inference above {Most}, which is no network for a device; the file was changed, or the program that wrote it has a defect.");
            }
        }
    }

    /// <summary>Upper bound of the passes through the innermost loops of a step; -1 where a size is out of its kernel's range.</summary>
    /// <exception cref="ModelFormatException">The operation is not known.</exception>
    public static long Of(PlanStep step) => AmountOf(step, step.Parameters).Count;

    private static Amount AmountOf(PlanStep step, int[] p) => step.Op switch
    {
        OpCode.Conv2DInt8 or OpCode.Conv2DInt16 or OpCode.Conv2DInt16Bias32 or OpCode.Conv2DInt8WeightsOffset or OpCode.Conv2DDspInt8 =>
            Least(p, 0, 13, 14) * Least(p, 1, 1, 2, 3, 9, 10, 11, 12, 15) * Product(p, 0, 4, 5, 6, 7, 8) * (p[15] > Math.Min(p[3], p[8]) ? Amount.OutOfRange : Math.Max(1, p[3] / Math.Max(1, p[15]))),
        OpCode.DepthwiseConv2DInt8 or OpCode.DepthwiseConv2DInt16 or OpCode.DepthwiseConv2DInt16Bias32 or OpCode.DepthwiseConv2DInt8WeightsOffset or OpCode.DepthwiseConv2DDspInt8 =>
            Least(p, 0, 13, 14) * Least(p, 1, 1, 2, 3, 9, 10, 11, 12, 15) * (p[15] > p[8] ? Amount.OutOfRange : Product(p, 0, 4, 5, 6, 7, 8)),
        OpCode.TransposeConv2DInt8 or OpCode.TransposeConv2DInt16 => Least(p, 0, 11, 12) * Least(p, 1, 1, 2, 9, 10) * Product(p, 0, 3, 4, 5, 6, 7, 8),
        OpCode.FullyConnectedInt8 or OpCode.FullyConnectedInt16 or OpCode.FullyConnectedInt16Bias32 => Product(p, 0, 1, 2),
        OpCode.AveragePool2DInt8 or OpCode.AveragePool2DInt16 or OpCode.MaxPool2DInt8 or OpCode.MaxPool2DInt16 =>
            Least(p, 0, 10, 11) * Least(p, 1, 1, 2, 8, 9) * Product(p, 0, 3, 4, 5, 6, 7),
        OpCode.ResizeNearestInt8 or OpCode.ResizeBilinearInt8 or OpCode.ResizeBilinearInt16 or OpCode.ResizeBilinearFloat => Least(p, 1, 1, 2) * Product(p, 0, 3, 4, 5),
        OpCode.AddInt8 or OpCode.SubInt8 or OpCode.MulInt8 or OpCode.MaximumInt8 or OpCode.MinimumInt8 or OpCode.AddInt16 or OpCode.SubInt16 or OpCode.MulInt16
            or OpCode.MaximumInt16 or OpCode.MinimumInt16 or OpCode.BinaryInt32 or OpCode.BinaryFloat or OpCode.CompareInt8 or OpCode.CompareInt32
            or OpCode.CompareFloat or OpCode.LogicalBool or OpCode.SquaredDifferenceInt8 or OpCode.PReluInt8 => Broadcast(p, 5),
        OpCode.BatchMatMulInt8 => Broadcast(p, 3) * Product(p, 6, 7, 8),
        OpCode.MeanInt8 or OpCode.SumInt8 or OpCode.MeanInt16 or OpCode.SumInt16 or OpCode.ReduceMaxInt8 or OpCode.ReduceMaxInt16
            or OpCode.ReduceMinInt8 or OpCode.ReduceMinInt16 or OpCode.TransposeInt8 or OpCode.StridedCopyInt8 or OpCode.StridedCopyInt16
            or OpCode.StridedCopyInt32 or OpCode.StridedCopyFloat => Product(p, 0, 1, 2, 3, 4),
        OpCode.PadInt8 => Padded(p),
        OpCode.StridedSliceInt8 => Least(p, 1, 0, 1, 2, 3, 4) * Maybe(p, 15, 16, 17, 18, 19),
        OpCode.ConcatenationInt8 => Least(p, 0, 3) * Product(p, 0) * Maybe(p, 1),
        OpCode.SoftmaxInt8 or OpCode.SoftmaxFloat or OpCode.LogSoftmaxInt8 or OpCode.LogSoftmaxFloat or OpCode.SoftmaxInt8ToInt16 or OpCode.SoftmaxInt16 or OpCode.L2NormInt8 =>
            Maybe(p, 0) * Product(p, 1),
        OpCode.LayerNormInt8 => p[1] > WidestNormalization || p[3] > 30 ? Amount.OutOfRange : Least(p, 0, 2, 3) * Product(p, 0, 1),
        OpCode.ArgMaxInt8 or OpCode.ArgMaxInt16 or OpCode.ArgMaxFloat or OpCode.ArgMinInt8 or OpCode.ArgMinInt16 or OpCode.ArgMinFloat or OpCode.ReduceFloat
            or OpCode.TopKInt8 or OpCode.TopKFloat => Product(p, 0, 1, 2),
        OpCode.GatherInt8 or OpCode.GatherInt16 or OpCode.GatherInt32 or OpCode.GatherFloat => Least(p, 1, 2) * Product(p, 0, 1, 3, 4),
        OpCode.GatherNdInt8 or OpCode.GatherNdInt16 or OpCode.GatherNdInt32 or OpCode.GatherNdFloat => Product(p, 0, 1, 2),
        OpCode.LstmInt8 or OpCode.GruInt8 => Product(p, 0, 1, 3) * (Product(p, 2) + Product(p, 3)) * 4,
        OpCode.SvdfInt8 or OpCode.SvdfInt8State16 => Least(p, 1, 3) * Product(p, 0, 2) * (Product(p, 1) + Product(p, 4)),
        OpCode.RandomNormalInt8 or OpCode.RandomNormalInt16 => p[1] > QuantileRows ? Amount.OutOfRange : Product(p, 0, 1),
        OpCode.MultinomialInt8 => Product(p, 0, 1) + Product(p, 0, 1, 2),
        OpCode.SpectrumMagnitudeInt16ToInt8 => Maybe(p, 1) * Least(p, 1, 0, 2) * Product(p, 3, 4),
        OpCode.MagnitudeSpectrumInt16ToInt32 => Least(p, 1, 0, 2) * Transform(p[1]),
        OpCode.SignalEnergyInt16ToInt32 => Transform(p[0]),
        OpCode.SlideInt8 or OpCode.SlideInt16 => Product(p, 0, 1),
        OpCode.MelFeaturesInt16ToInt8 => Product(p, 0, 1) * Maybe(p, 2),
        OpCode.SignalWindowInt16 => Least(p, 1, 0) * Product(p, 1),
        OpCode.MelLogInt32ToInt16 or OpCode.FilterBankInt32 => Product(p, 0) * short.MaxValue,
        OpCode.SignalPeakInt16 or OpCode.SpectralSubtractionInt32 or OpCode.PcanInt32 or OpCode.FilterBankLogInt32ToInt16 or OpCode.AddDspInt8 => Product(p, 0),
        _ => Elements(step),
    };

    /// <summary>Operations that take one number of elements, which may be none.</summary>
    private static Amount Elements(PlanStep step) => step.Op switch
    {
        OpCode.Copy or OpCode.LogisticInt8 or OpCode.TanhInt8 or OpCode.ReluInt8 or OpCode.LeakyReluInt8 or OpCode.HardSwishInt8 or OpCode.LookupInt8
            or OpCode.QuantizeInt8 or OpCode.DequantizeInt8 or OpCode.RequantizeInt8 or OpCode.RequantizeUInt8ToInt8 or OpCode.RequantizeInt8ToUInt8
            or OpCode.RequantizeInt16ToInt8 or OpCode.RequantizeInt8ToInt16 or OpCode.RequantizeInt16ToInt32 or OpCode.ReluInt16 or OpCode.LeakyReluInt16
            or OpCode.LogisticInt16 or OpCode.TanhInt16 or OpCode.LookupInt16 or OpCode.QuantizeInt16 or OpCode.QuantizeUInt8 or OpCode.DequantizeInt16
            or OpCode.DequantizeUInt8 or OpCode.RequantizeInt16 or OpCode.RequantizeInt32ToInt16 or OpCode.RequantizeInt32ToInt8 or OpCode.RequantizeInt8ToInt32
            or OpCode.FillInt8 or OpCode.FillInt16 or OpCode.FillInt32 or OpCode.FillFloat or OpCode.UnaryFloat or OpCode.SelectInt8 or OpCode.SelectInt16
            or OpCode.SelectInt32 or OpCode.SelectFloat or OpCode.CastInt32ToFloat or OpCode.CastFloatToInt32 or OpCode.CastUInt8ToInt32
            or OpCode.CastInt32ToBool or OpCode.CastFloatToBool or OpCode.FeatureQuantizeInt16ToInt8 => Maybe(step.Parameters, 0),
        _ => throw new ModelFormatException($"This runtime does not know how much {step.Op} computes; update EdgeDeep."),
    };

    /// <summary>Product of counts of at least 1; out of range where one is less.</summary>
    private static Amount Product(int[] p, params ReadOnlySpan<int> fields)
    {
        Amount product = 1;
        foreach (int field in fields)
        {
            product *= p[field] < 1 ? Amount.OutOfRange : p[field];
        }

        return product;
    }

    /// <summary>Product of counts of at least 0, where none still costs the loop around it.</summary>
    private static Amount Maybe(int[] p, params ReadOnlySpan<int> fields)
    {
        Amount product = 1;
        foreach (int field in fields)
        {
            product *= p[field] < 0 ? Amount.OutOfRange : Math.Max(1, p[field]);
        }

        return product;
    }

    /// <summary>1 where all fields reach a number.</summary>
    private static Amount Least(int[] p, int least, params ReadOnlySpan<int> fields)
    {
        foreach (int field in fields)
        {
            if (p[field] < least)
            {
                return Amount.OutOfRange;
            }
        }

        return 1;
    }

    /// <summary>Elements of two shapes that broadcast.</summary>
    private static Amount Broadcast(int[] p, int axes)
    {
        Amount product = 1;
        for (int i = 0; i < axes; i++)
        {
            product *= p[i] < 1 || p[axes + i] < 1 ? Amount.OutOfRange : Math.Max(p[i], p[axes + i]);
        }

        return product;
    }

    private static Amount Padded(int[] p)
    {
        Amount product = 1;
        for (int i = 0; i < 5; i++)
        {
            product *= p[i] < 1 || p[5 + i] < 0 || p[10 + i] < 0 ? Amount.OutOfRange : (long)p[i] + p[5 + i] + p[10 + i];
        }

        return product;
    }

    private static Amount Transform(int sizeLog2) => sizeLog2 is < 2 or > LongestTransform ? Amount.OutOfRange : (long)sizeLog2 << sizeLog2;

    /// <summary>A number of operations, capped where the exact one no longer matters; what is out of range stays so.</summary>
    private readonly record struct Amount(long Count)
    {
        private const long Cap = 1L << 62;

        public static Amount OutOfRange => new(-1);

        public static implicit operator Amount(long count) => new(count);

        public static Amount operator *(Amount a, Amount b) => a.Count < 0 || b.Count < 0 ? OutOfRange : new((long)Int128.Min((Int128)a.Count * b.Count, Cap));

        public static Amount operator +(Amount a, Amount b) => a.Count < 0 || b.Count < 0 ? OutOfRange : new((long)Int128.Min((Int128)a.Count + b.Count, Cap));
    }
}
