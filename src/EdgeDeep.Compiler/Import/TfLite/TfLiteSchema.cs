namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Element types by the numbers of the public TFLite schema.</summary>
internal enum TensorType
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,
    String = 5,
    Bool = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
    Float64 = 10,
    Complex128 = 11,
    UInt64 = 12,
    Resource = 13,
    Variant = 14,
    UInt32 = 15,
    UInt16 = 16,
    Int4 = 17,
    BFloat16 = 18,
    Int2 = 19,
    UInt4 = 20,
}

/// <summary>Kinds of attribute tables by the numbers of the public TFLite schema; those without attributes are left out.</summary>
internal enum OptionsType
{
    None = 0,
    Conv2D = 1,
    DepthwiseConv2D = 2,
    Pool2D = 5,
    FullyConnected = 8,
    Softmax = 9,
    Concatenation = 10,
    Add = 11,
    Reshape = 17,
    Mul = 21,
    Gather = 23,
    Reducer = 27,
    Sub = 28,
    Div = 29,
    Squeeze = 30,
    StridedSlice = 32,
    Split = 35,
    Cast = 37,
    ArgMax = 40,
    Shape = 55,
    Pack = 59,
    Unpack = 64,
    ResizeNearestNeighbor = 74,
    LeakyRelu = 75,
    SplitV = 79,
}
