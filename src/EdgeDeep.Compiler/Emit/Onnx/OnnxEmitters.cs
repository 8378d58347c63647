using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Every operator with a float form in ONNX.</summary>
internal static class OnnxEmitters
{
    /// <summary>Operator type to emit function.</summary>
    public static IReadOnlyDictionary<Type, EmitFunction> Table { get; } = new Dictionary<Type, EmitFunction>
    {
        [typeof(Activate)] = ElementwiseEmit.Activate,
        [typeof(ArgMax)] = ReduceEmit.ArgMax,
        [typeof(BatchNorm)] = ElementwiseEmit.BatchNorm,
        [typeof(BatchMatMul)] = WindowEmit.BatchMatMul,
        [typeof(Binary)] = ElementwiseEmit.Binary,
        [typeof(BroadcastTo)] = MovementEmit.BroadcastTo,
        [typeof(Cast)] = LogicEmit.Cast,
        [typeof(Compare)] = LogicEmit.Compare,
        [typeof(Concatenation)] = MovementEmit.Concatenation,
        [typeof(Conv2D)] = WindowEmit.Conv2D,
        [typeof(DepthwiseConv2D)] = WindowEmit.DepthwiseConv2D,
        [typeof(FullyConnected)] = WindowEmit.FullyConnected,
        [typeof(Gather)] = MovementEmit.Gather,
        [typeof(GatherNd)] = MovementEmit.GatherNd,
        [typeof(Gru)] = RecurrentEmit.Gru,
        [typeof(L2Norm)] = ElementwiseEmit.L2Norm,
        [typeof(LayerNorm)] = ElementwiseEmit.LayerNorm,
        [typeof(LeakyRelu)] = ElementwiseEmit.LeakyRelu,
        [typeof(LogSoftmax)] = ElementwiseEmit.LogSoftmax,
        [typeof(Logical)] = LogicEmit.Logical,
        [typeof(Lstm)] = RecurrentEmit.Lstm,
        [typeof(Multinomial)] = RandomEmit.Multinomial,
        [typeof(PRelu)] = ElementwiseEmit.PRelu,
        [typeof(Pad)] = MovementEmit.Pad,
        [typeof(Pool2D)] = WindowEmit.Pool2D,
        [typeof(RandomNormal)] = RandomEmit.RandomNormal,
        [typeof(Reduce)] = ReduceEmit.Reduce,
        [typeof(Reshape)] = MovementEmit.Reshape,
        [typeof(ResizeBilinear)] = MovementEmit.ResizeBilinear,
        [typeof(ResizeNearest)] = MovementEmit.ResizeNearest,
        [typeof(Select)] = LogicEmit.Select,
        [typeof(Softmax)] = ElementwiseEmit.Softmax,
        [typeof(SpectrumMagnitude)] = WindowEmit.SpectrumMagnitude,
        [typeof(StridedSlice)] = MovementEmit.StridedSlice,
        [typeof(TopK)] = LogicEmit.TopK,
        [typeof(Transpose)] = MovementEmit.Transpose,
        [typeof(TransposeConv2D)] = WindowEmit.TransposeConv2D,
        [typeof(Unary)] = UnaryEmit.Unary,
    };
}
