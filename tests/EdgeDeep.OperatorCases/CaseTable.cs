using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>How cases of a kernel are drawn.</summary>
/// <param name="Op">The kernel.</param>
/// <param name="Draw">Draws one case.</param>
public sealed record CaseRow(OpCode Op, Func<CaseDraw, OperatorCase> Draw);

/// <summary>Random cases of every kernel, defined once for all back ends.</summary>
public static class CaseTable
{
    private static readonly CaseRow[] Rows =
    [
        new(OpCode.Copy, MovementCases.Copy),
        new(OpCode.Conv2DInt8, WeightCases.Conv2D),
        new(OpCode.DepthwiseConv2DInt8, WeightCases.DepthwiseConv2D),
        new(OpCode.FullyConnectedInt8, WeightCases.FullyConnected),
        new(OpCode.TransposeConv2DInt8, WeightCases.TransposeConv2D),
        new(OpCode.AveragePool2DInt8, WindowCases.Pool2D),
        new(OpCode.MaxPool2DInt8, WindowCases.Pool2D),
        new(OpCode.MeanInt8, WindowCases.Reduce),
        new(OpCode.SumInt8, WindowCases.Reduce),
        new(OpCode.ReduceMaxInt8, WindowCases.ReduceMax),
        new(OpCode.ArgMaxInt8, WindowCases.ArgMax),
        new(OpCode.AddInt8, BroadcastCases.Add),
        new(OpCode.SubInt8, BroadcastCases.Add),
        new(OpCode.MulInt8, BroadcastCases.Mul),
        new(OpCode.MaximumInt8, BroadcastCases.Compare),
        new(OpCode.MinimumInt8, BroadcastCases.Compare),
        new(OpCode.PReluInt8, BroadcastCases.PRelu),
        new(OpCode.SoftmaxInt8, ElementwiseCases.Softmax),
        new(OpCode.SoftmaxInt8ToInt16, ElementwiseCases.SoftmaxInt8ToInt16),
        new(OpCode.SoftmaxFloat, ElementwiseCases.SoftmaxFloat),
        new(OpCode.LogSoftmaxInt8, ElementwiseCases.LogSoftmax),
        new(OpCode.LogSoftmaxFloat, ElementwiseCases.SoftmaxFloat),
        new(OpCode.LogisticInt8, ElementwiseCases.Logistic),
        new(OpCode.TanhInt8, ElementwiseCases.Logistic),
        new(OpCode.ReluInt8, ElementwiseCases.Relu),
        new(OpCode.LeakyReluInt8, ElementwiseCases.LeakyRelu),
        new(OpCode.HardSwishInt8, ElementwiseCases.HardSwish),
        new(OpCode.PadInt8, MovementCases.Pad),
        new(OpCode.TransposeInt8, MovementCases.Transpose),
        new(OpCode.ConcatenationInt8, MovementCases.Concatenation),
        new(OpCode.StridedSliceInt8, MovementCases.StridedSlice),
        new(OpCode.GatherInt8, MovementCases.Gather),
        new(OpCode.ResizeNearestInt8, MovementCases.ResizeNearest),
        new(OpCode.QuantizeInt8, QuantizeCases.FloatToInt8),
        new(OpCode.DequantizeInt8, QuantizeCases.Int8ToFloat),
        new(OpCode.RequantizeInt8, QuantizeCases.Int8ToInt8),
        new(OpCode.RequantizeUInt8ToInt8, QuantizeCases.UInt8ToInt8),
        new(OpCode.RequantizeInt8ToUInt8, QuantizeCases.Int8ToUInt8),
        new(OpCode.RequantizeInt16ToInt8, QuantizeCases.Int16ToInt8),
        new(OpCode.RequantizeInt8ToInt16, QuantizeCases.Int8ToInt16),
        new(OpCode.RequantizeInt16ToInt32, QuantizeCases.Int16ToInt32),
        new(OpCode.SvdfInt8, RecurrentCases.Svdf),
        new(OpCode.SvdfInt8State16, RecurrentCases.SvdfState16),
        new(OpCode.LstmInt8, RecurrentCases.Lstm),
        new(OpCode.GruInt8, RecurrentCases.Gru),
        new(OpCode.RandomNormalInt8, RandomCases.NormalInt8),
        new(OpCode.RandomNormalInt16, RandomCases.NormalInt16),
        new(OpCode.MultinomialInt8, RandomCases.Multinomial),
        new(OpCode.BatchMatMulInt8, TransformerCases.BatchMatMul),
        new(OpCode.LayerNormInt8, TransformerCases.LayerNorm),
        new(OpCode.LookupInt8, TransformerCases.Lookup),
        new(OpCode.SpectrumMagnitudeInt16ToInt8, TransformerCases.SpectrumMagnitude),
        new(OpCode.Conv2DInt16, WideCases.Layer(WeightCases.Conv2D)),
        new(OpCode.Conv2DInt16Bias32, WideCases.LayerBias32(WeightCases.Conv2D)),
        new(OpCode.DepthwiseConv2DInt16, WideCases.Layer(WeightCases.DepthwiseConv2D)),
        new(OpCode.DepthwiseConv2DInt16Bias32, WideCases.LayerBias32(WeightCases.DepthwiseConv2D)),
        new(OpCode.FullyConnectedInt16, WideCases.Layer(WeightCases.FullyConnected)),
        new(OpCode.FullyConnectedInt16Bias32, WideCases.LayerBias32(WeightCases.FullyConnected)),
        new(OpCode.TransposeConv2DInt16, WideCases.Layer(WeightCases.TransposeConv2D)),
        new(OpCode.Conv2DInt8WeightsOffset, WeightCases.WithOffsets(WeightCases.Conv2D)),
        new(OpCode.DepthwiseConv2DInt8WeightsOffset, WeightCases.WithOffsets(WeightCases.DepthwiseConv2D)),
        new(OpCode.AddInt16, WideCases.Add),
        new(OpCode.SubInt16, WideCases.Add),
        new(OpCode.MulInt16, WideCases.Mul),
        new(OpCode.MaximumInt16, WideCases.Elements(BroadcastCases.Compare)),
        new(OpCode.MinimumInt16, WideCases.Elements(BroadcastCases.Compare)),
        new(OpCode.AveragePool2DInt16, WideCases.Elements(WindowCases.Pool2D)),
        new(OpCode.MaxPool2DInt16, WideCases.Elements(WindowCases.Pool2D)),
        new(OpCode.MeanInt16, WideCases.Elements(WindowCases.Reduce)),
        new(OpCode.SumInt16, WideCases.Elements(WindowCases.Reduce)),
        new(OpCode.ReduceMaxInt16, WideCases.Elements(WindowCases.ReduceMax)),
        new(OpCode.ReluInt16, WideCases.Elements(ElementwiseCases.Relu)),
        new(OpCode.LeakyReluInt16, WideCases.Elements(ElementwiseCases.LeakyRelu)),
        new(OpCode.LogisticInt16, WideCases.Logistic),
        new(OpCode.TanhInt16, WideCases.Logistic),
        new(OpCode.LookupInt16, WideCases.Lookup),
        new(OpCode.SoftmaxInt16, WideCases.Softmax),
        new(OpCode.QuantizeInt16, QuantizeCases.FloatToInt16),
        new(OpCode.QuantizeUInt8, QuantizeCases.FloatToUInt8),
        new(OpCode.DequantizeInt16, QuantizeCases.Int16ToFloat),
        new(OpCode.DequantizeUInt8, QuantizeCases.UInt8ToFloat),
        new(OpCode.RequantizeInt16, QuantizeCases.Int16ToInt16),
        new(OpCode.RequantizeInt32ToInt16, QuantizeCases.Int32ToInt16),
        new(OpCode.RequantizeInt32ToInt8, QuantizeCases.Int32ToInt8),
        new(OpCode.RequantizeInt8ToInt32, QuantizeCases.Int8ToInt32),
        new(OpCode.StridedCopyInt8, StridedCases.Copy(StridedCases.Int8)),
        new(OpCode.FillInt8, StridedCases.Fill(StridedCases.Int8, sbyte.MinValue, sbyte.MaxValue)),
        new(OpCode.StridedCopyInt16, StridedCases.Copy(StridedCases.Int16)),
        new(OpCode.FillInt16, StridedCases.Fill(StridedCases.Int16, short.MinValue, short.MaxValue)),
        new(OpCode.GatherInt16, StridedCases.Gather(StridedCases.Int16)),
        new(OpCode.StridedCopyInt32, StridedCases.Copy(StridedCases.Int32)),
        new(OpCode.FillInt32, StridedCases.Fill(StridedCases.Int32, int.MinValue, int.MaxValue)),
        new(OpCode.GatherInt32, StridedCases.Gather(StridedCases.Int32)),
        new(OpCode.StridedCopyFloat, StridedCases.Copy(StridedCases.Float32)),
        new(OpCode.FillFloat, StridedCases.Fill(StridedCases.Float32, 0x3F000000, 0x44000000)),
        new(OpCode.GatherFloat, StridedCases.Gather(StridedCases.Float32)),
        new(OpCode.BinaryInt32, GeneralCases.Binary(StridedCases.Int32, StridedCases.Int32, 11, -1 << 30, 1 << 30)),
        new(OpCode.BinaryFloat, GeneralCases.BinaryFloat),
        new(OpCode.UnaryFloat, GeneralCases.Unary),
        new(OpCode.ReduceFloat, GeneralCases.Reduce),
        new(OpCode.CompareInt8, GeneralCases.Compare(GeneralCases.Few)),
        new(OpCode.CompareInt32, GeneralCases.Compare(StridedCases.Int32)),
        new(OpCode.CompareFloat, GeneralCases.Compare(GeneralCases.Small)),
        new(OpCode.LogicalBool, GeneralCases.Binary(GeneralCases.Truth, GeneralCases.Truth, 3, 0, 0)),
        new(OpCode.SelectInt8, GeneralCases.Select(StridedCases.Int8)),
        new(OpCode.GatherNdInt8, GeneralCases.GatherNd(StridedCases.Int8)),
        new(OpCode.SelectInt16, GeneralCases.Select(StridedCases.Int16)),
        new(OpCode.GatherNdInt16, GeneralCases.GatherNd(StridedCases.Int16)),
        new(OpCode.SelectInt32, GeneralCases.Select(StridedCases.Int32)),
        new(OpCode.GatherNdInt32, GeneralCases.GatherNd(StridedCases.Int32)),
        new(OpCode.SelectFloat, GeneralCases.Select(StridedCases.Float32)),
        new(OpCode.GatherNdFloat, GeneralCases.GatherNd(StridedCases.Float32)),
        new(OpCode.ResizeBilinearInt8, GeneralCases.ResizeBilinear(StridedCases.Int8, false)),
        new(OpCode.ResizeBilinearInt16, GeneralCases.ResizeBilinear(StridedCases.Int16, false)),
        new(OpCode.ResizeBilinearFloat, GeneralCases.ResizeBilinear(StridedCases.Float32, true)),
        new(OpCode.ArgMaxInt16, GeneralCases.Arg(StridedCases.Int16)),
        new(OpCode.ArgMaxFloat, GeneralCases.Arg(GeneralCases.Small)),
        new(OpCode.ArgMinInt8, GeneralCases.Arg(GeneralCases.Few)),
        new(OpCode.ArgMinInt16, GeneralCases.Arg(StridedCases.Int16)),
        new(OpCode.ArgMinFloat, GeneralCases.Arg(GeneralCases.Small)),
        new(OpCode.ReduceMinInt8, WindowCases.ReduceMax),
        new(OpCode.ReduceMinInt16, WideCases.Elements(WindowCases.ReduceMax)),
        new(OpCode.CastInt32ToFloat, GeneralCases.Cast(StridedCases.Int32, StridedCases.Float32)),
        new(OpCode.CastFloatToInt32, GeneralCases.Cast(StridedCases.Float32, StridedCases.Int32)),
        new(OpCode.CastUInt8ToInt32, GeneralCases.Cast(GeneralCases.UInt8, StridedCases.Int32)),
        new(OpCode.CastInt32ToBool, GeneralCases.Cast(StridedCases.Int32, GeneralCases.UInt8)),
        new(OpCode.CastFloatToBool, GeneralCases.Cast(GeneralCases.Small, GeneralCases.UInt8)),
        new(OpCode.TopKInt8, GeneralCases.TopK(GeneralCases.Few)),
        new(OpCode.TopKFloat, GeneralCases.TopK(GeneralCases.Small)),
        new(OpCode.SquaredDifferenceInt8, GeneralCases.SquaredDifference),
        new(OpCode.L2NormInt8, GeneralCases.L2Norm),
        new(OpCode.SignalWindowInt16, AudioCases.SignalWindow),
        new(OpCode.SignalEnergyInt16ToInt32, AudioCases.SignalEnergy),
        new(OpCode.FilterBankInt32, AudioCases.FilterBank),
        new(OpCode.SpectralSubtractionInt32, AudioCases.SpectralSubtraction),
        new(OpCode.PcanInt32, AudioCases.Pcan),
        new(OpCode.FilterBankLogInt32ToInt16, AudioCases.FilterBankLog),
        new(OpCode.FeatureQuantizeInt16ToInt8, AudioCases.FeatureQuantize),
        new(OpCode.SlideInt8, AudioCases.SlideInt8),
        new(OpCode.SlideInt16, AudioCases.SlideInt16),
        new(OpCode.MagnitudeSpectrumInt16ToInt32, MelCases.MagnitudeSpectrum),
        new(OpCode.MelLogInt32ToInt16, MelCases.MelLog),
        new(OpCode.SignalPeakInt16, MelCases.SignalPeak),
        new(OpCode.MelFeaturesInt16ToInt8, MelCases.MelFeatures),
        new(OpCode.Conv2DDspInt8, DspCases.Conv2D),
        new(OpCode.DepthwiseConv2DDspInt8, DspCases.DepthwiseConv2D),
        new(OpCode.AddDspInt8, DspCases.Add),
    ];

    private static readonly CaseRow[] VectorRows =
    [
        new(OpCode.Conv2DInt8, VectorCases.Conv2D),
        new(OpCode.DepthwiseConv2DInt8, VectorCases.DepthwiseConv2D),
        new(OpCode.FullyConnectedInt8, VectorCases.FullyConnected),
        new(OpCode.AveragePool2DInt8, VectorCases.Pool2D),
        new(OpCode.MaxPool2DInt8, VectorCases.Pool2D),
        new(OpCode.AddInt8, VectorCases.Sum),
        new(OpCode.SubInt8, VectorCases.Sum),
        new(OpCode.MulInt8, VectorCases.Product),
        new(OpCode.LogisticInt8, VectorCases.Logistic),
        new(OpCode.ReluInt8, VectorCases.Relu),
        new(OpCode.RequantizeInt8, VectorCases.Requantize),
    ];

    /// <summary>Kernels with cases that are wide enough for vectors.</summary>
    public static IReadOnlyList<CaseRow> Vectors => VectorRows;

    /// <summary>All kernels that cases can be drawn for.</summary>
    public static IReadOnlyList<CaseRow> All => Rows;

    /// <summary>One case; the same kernel and seed give the same case.</summary>
    /// <exception cref="KeyNotFoundException">There is no row for the kernel.</exception>
    public static OperatorCase Draw(OpCode op, ulong seed) =>
        (Array.Find(Rows, row => row.Op == op) ?? throw new KeyNotFoundException($"Add a row for {op} to {nameof(CaseTable)}."))
        .Draw(new CaseDraw(op, seed));

    /// <summary>Cases of <see cref="Vectors"/> kernels in turn, and as many small ones of the same kernels.</summary>
    /// <param name="count">How many of each.</param>
    /// <param name="seed">Seed of the first; the others follow.</param>
    public static IEnumerable<OperatorCase> DrawVectors(int count, ulong seed)
    {
        for (int i = 0; i < count; i++)
        {
            CaseRow row = VectorRows[i % VectorRows.Length];
            yield return row.Draw(new CaseDraw(row.Op, seed + (ulong)i));
            yield return Draw(row.Op, seed + (ulong)i);
        }
    }

    /// <summary>Cases of all kernels in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the first; the others follow.</param>
    public static IEnumerable<OperatorCase> Draw(int count, ulong seed) =>
        Enumerable.Range(0, count).Select(i => Draw(Rows[i % Rows.Length].Op, seed + (ulong)i));
}
