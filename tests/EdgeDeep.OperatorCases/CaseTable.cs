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
        new(OpCode.Conv2DDspInt8, DspCases.Conv2D),
        new(OpCode.DepthwiseConv2DDspInt8, DspCases.DepthwiseConv2D),
        new(OpCode.AddDspInt8, DspCases.Add),
    ];

    /// <summary>All kernels that cases can be drawn for.</summary>
    public static IReadOnlyList<CaseRow> All => Rows;

    /// <summary>One case; the same kernel and seed give the same case.</summary>
    /// <exception cref="KeyNotFoundException">There is no row for the kernel.</exception>
    public static OperatorCase Draw(OpCode op, ulong seed) =>
        (Array.Find(Rows, row => row.Op == op) ?? throw new KeyNotFoundException($"Add a row for {op} to {nameof(CaseTable)}."))
        .Draw(new CaseDraw(op, seed));

    /// <summary>Cases of all kernels in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the first; the others follow.</param>
    public static IEnumerable<OperatorCase> Draw(int count, ulong seed) =>
        Enumerable.Range(0, count).Select(i => Draw(Rows[i % Rows.Length].Op, seed + (ulong)i));
}
