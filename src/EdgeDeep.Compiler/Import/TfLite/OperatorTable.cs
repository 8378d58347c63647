using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>The operators that can be imported, one row each.</summary>
internal static class OperatorTable
{
    /// <summary>By the schema's name of an operator: what adds its nodes to the graph.</summary>
    public static IReadOnlyDictionary<string, Action<OperatorImport>> Rows { get; } = new Dictionary<string, Action<OperatorImport>>
    {
        ["CONV_2D"] = LayerOperators.Conv2D,
        ["DEPTHWISE_CONV_2D"] = LayerOperators.DepthwiseConv2D,
        ["TRANSPOSE_CONV"] = LayerOperators.TransposeConv2D,
        ["FULLY_CONNECTED"] = LayerOperators.FullyConnected,
        ["BATCH_MATMUL"] = LayerOperators.BatchMatMul,
        ["AVERAGE_POOL_2D"] = LayerOperators.AveragePool2D,
        ["MAX_POOL_2D"] = LayerOperators.MaxPool2D,

        ["ADD"] = ElementwiseOperators.Binary(BinaryKind.Add, OptionsType.Add),
        ["SUB"] = ElementwiseOperators.Binary(BinaryKind.Sub, OptionsType.Sub),
        ["MUL"] = ElementwiseOperators.Binary(BinaryKind.Mul, OptionsType.Mul),
        ["DIV"] = ElementwiseOperators.Binary(BinaryKind.Div, OptionsType.Div),
        ["MAXIMUM"] = ElementwiseOperators.Binary(BinaryKind.Maximum),
        ["MINIMUM"] = ElementwiseOperators.Binary(BinaryKind.Minimum),
        ["SQUARED_DIFFERENCE"] = ElementwiseOperators.SquaredDifference,
        ["SQUARE"] = ElementwiseOperators.Square,
        ["LOGISTIC"] = ElementwiseOperators.Unary(UnaryKind.Logistic),
        ["TANH"] = ElementwiseOperators.Unary(UnaryKind.Tanh),
        ["HARD_SWISH"] = ElementwiseOperators.Unary(UnaryKind.HardSwish),
        ["SQRT"] = ElementwiseOperators.Unary(UnaryKind.Sqrt),
        ["RSQRT"] = ElementwiseOperators.Unary(UnaryKind.Rsqrt),
        ["EXP"] = ElementwiseOperators.Unary(UnaryKind.Exp),
        ["ABS"] = ElementwiseOperators.Unary(UnaryKind.Abs),
        ["NEG"] = ElementwiseOperators.Unary(UnaryKind.Neg),
        ["LOG"] = ElementwiseOperators.Unary(UnaryKind.Log),
        ["SIN"] = ElementwiseOperators.Unary(UnaryKind.Sin),
        ["COS"] = ElementwiseOperators.Unary(UnaryKind.Cos),
        ["ELU"] = ElementwiseOperators.Elu,
        ["GELU"] = ElementwiseOperators.Gelu,
        ["RELU"] = ElementwiseOperators.Activate(Clamp.Relu),
        ["RELU6"] = ElementwiseOperators.Activate(Clamp.Relu6),
        ["RELU_N1_TO_1"] = ElementwiseOperators.Activate(Clamp.ReluN1To1),
        ["LEAKY_RELU"] = ElementwiseOperators.LeakyRelu,
        ["PRELU"] = ElementwiseOperators.PRelu,
        ["SOFTMAX"] = ElementwiseOperators.Softmax,
        ["LOG_SOFTMAX"] = ElementwiseOperators.LogSoftmax,
        ["MEAN"] = ElementwiseOperators.Reduce(ReduceKind.Mean),
        ["SUM"] = ElementwiseOperators.Reduce(ReduceKind.Sum),
        ["REDUCE_MAX"] = ElementwiseOperators.Reduce(ReduceKind.Max),
        ["ARG_MAX"] = ElementwiseOperators.ArgMax,
        ["QUANTIZE"] = ElementwiseOperators.Quantize,
        ["DEQUANTIZE"] = ElementwiseOperators.Dequantize,

        ["RESHAPE"] = MovementOperators.Reshape,
        ["SQUEEZE"] = MovementOperators.Squeeze,
        ["EXPAND_DIMS"] = MovementOperators.ExpandDims,
        ["TRANSPOSE"] = MovementOperators.Transpose,
        ["CONCATENATION"] = MovementOperators.Concatenation,
        ["PACK"] = MovementOperators.Pack,
        ["PAD"] = MovementOperators.Pad,
        ["PADV2"] = MovementOperators.Pad,
        ["SPACE_TO_BATCH_ND"] = DilatedConvolutions.RefuseAlone,
        ["BATCH_TO_SPACE_ND"] = DilatedConvolutions.RefuseAlone,
        ["RESIZE_NEAREST_NEIGHBOR"] = MovementOperators.ResizeNearest,
        ["GATHER"] = MovementOperators.Gather,
        ["SLICE"] = SliceOperators.Slice,
        ["STRIDED_SLICE"] = SliceOperators.StridedSlice,
        ["SPLIT"] = SliceOperators.Split,
        ["SPLIT_V"] = SliceOperators.SplitV,
        ["UNPACK"] = SliceOperators.Unpack,

        ["SVDF"] = RecurrentOperators.Svdf,
        ["UNIDIRECTIONAL_SEQUENCE_LSTM"] = RecurrentOperators.Lstm,
        ["CALL_ONCE"] = ModelMemory.CallOnce,
        ["VAR_HANDLE"] = ModelMemory.Handle,
        ["READ_VARIABLE"] = ModelMemory.Read,
        ["ASSIGN_VARIABLE"] = ModelMemory.Assign,

        ["SHAPE"] = ShapeArithmetic.Shape,
        ["CAST"] = ShapeArithmetic.Cast,
        ["FLOOR_DIV"] = ShapeArithmetic.Floor(remainder: false),
        ["FLOOR_MOD"] = ShapeArithmetic.Floor(remainder: true),
        ["REDUCE_PROD"] = ShapeArithmetic.Product,
    };
}
