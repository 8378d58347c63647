namespace EdgeDeep.Runtime.Plans;

/// <summary>
/// Kernels by number. The numbers are part of the .edge format: new ones are appended, none is used twice.
/// A name is the operator followed by the element type that it works on.
/// </summary>
public enum OpCode : ushort
{
    /// <summary>Byte copy of a tensor.</summary>
    Copy = 1,

    /// <summary>2-D convolution.</summary>
    Conv2DInt8 = 2,

    /// <summary>Depthwise 2-D convolution.</summary>
    DepthwiseConv2DInt8 = 3,

    /// <summary>Fully connected layer.</summary>
    FullyConnectedInt8 = 4,

    /// <summary>2-D average pooling.</summary>
    AveragePool2DInt8 = 5,

    /// <summary>2-D maximum pooling.</summary>
    MaxPool2DInt8 = 6,

    /// <summary>Elementwise sum with broadcasting.</summary>
    AddInt8 = 7,

    /// <summary>Elementwise difference with broadcasting.</summary>
    SubInt8 = 8,

    /// <summary>Elementwise product with broadcasting.</summary>
    MulInt8 = 9,

    /// <summary>Elementwise maximum with broadcasting.</summary>
    MaximumInt8 = 10,

    /// <summary>Elementwise minimum with broadcasting.</summary>
    MinimumInt8 = 11,

    /// <summary>Mean over axes.</summary>
    MeanInt8 = 12,

    /// <summary>Sum over axes.</summary>
    SumInt8 = 13,

    /// <summary>Softmax over the last axis.</summary>
    SoftmaxInt8 = 14,

    /// <summary>Logistic function.</summary>
    LogisticInt8 = 15,

    /// <summary>Hyperbolic tangent.</summary>
    TanhInt8 = 16,

    /// <summary>Rectifier or other clamp; may change the scale.</summary>
    ReluInt8 = 17,

    /// <summary>Leaky rectifier.</summary>
    LeakyReluInt8 = 18,

    /// <summary>Rectifier with a slope for each channel.</summary>
    PReluInt8 = 19,

    /// <summary>Hard swish.</summary>
    HardSwishInt8 = 20,

    /// <summary>Padding with a constant.</summary>
    PadInt8 = 21,

    /// <summary>Permutation of axes.</summary>
    TransposeInt8 = 22,

    /// <summary>Copy of one input into its place in a concatenation.</summary>
    ConcatenationInt8 = 23,

    /// <summary>Slice with a step on each axis.</summary>
    StridedSliceInt8 = 24,

    /// <summary>Float to int8.</summary>
    QuantizeInt8 = 25,

    /// <summary>Int8 to float.</summary>
    DequantizeInt8 = 26,

    /// <summary>Int8 to int8 at another scale.</summary>
    RequantizeInt8 = 27,

    /// <summary>Unsigned to signed 8-bit.</summary>
    RequantizeUInt8ToInt8 = 28,

    /// <summary>Signed to unsigned 8-bit.</summary>
    RequantizeInt8ToUInt8 = 29,

    /// <summary>Nearest-neighbour resize.</summary>
    ResizeNearestInt8 = 30,

    /// <summary>Maximum over axes.</summary>
    ReduceMaxInt8 = 31,

    /// <summary>Softmax over the last axis in floating point.</summary>
    SoftmaxFloat = 32,

    /// <summary>Index of the largest value.</summary>
    ArgMaxInt8 = 33,

    /// <summary>Selection of slices by index.</summary>
    GatherInt8 = 34,

    /// <summary>Low-rank recurrent layer with int8 state.</summary>
    SvdfInt8 = 35,

    /// <summary>Low-rank recurrent layer with int16 state.</summary>
    SvdfInt8State16 = 36,

    /// <summary>Long short-term memory over a sequence, with int16 cell state.</summary>
    LstmInt8 = 37,

    /// <summary>Logarithm of the softmax over the last axis.</summary>
    LogSoftmaxInt8 = 38,

    /// <summary>Softmax over the last axis, int8 to int16.</summary>
    SoftmaxInt8ToInt16 = 39,

    /// <summary>Int16 to int8.</summary>
    RequantizeInt16ToInt8 = 40,

    /// <summary>Int8 to int16.</summary>
    RequantizeInt8ToInt16 = 41,

    /// <summary>Int16 to int32.</summary>
    RequantizeInt16ToInt32 = 42,

    /// <summary>Logarithm of the softmax over the last axis in floating point.</summary>
    LogSoftmaxFloat = 43,

    /// <summary>Transposed 2-D convolution.</summary>
    TransposeConv2DInt8 = 44,

    /// <summary>Gated recurrent unit over a sequence, with int16 hidden state.</summary>
    GruInt8 = 45,

    /// <summary>Products of matrices of which neither is constant, with broadcasting over a batch.</summary>
    BatchMatMulInt8 = 50,

    /// <summary>Normalization to mean 0 and variance 1 over the last axis.</summary>
    LayerNormInt8 = 51,

    /// <summary>Any function of one element as a table.</summary>
    LookupInt8 = 52,

    /// <summary>Random numbers of a normal distribution, int8.</summary>
    RandomNormalInt8 = 60,

    /// <summary>Random numbers of a normal distribution, int16.</summary>
    RandomNormalInt16 = 61,

    /// <summary>Class indices drawn in proportion to weights of int8 values.</summary>
    MultinomialInt8 = 62,

    /// <summary>Magnitudes of a short-time Fourier transform of int16 samples.</summary>
    SpectrumMagnitudeInt16ToInt8 = 68,

    /// <summary>2-D convolution or fully connected layer with packed weights, on pairs of 16-bit lanes.</summary>
    Conv2DDspInt8 = 80,

    /// <summary>Depthwise 2-D convolution on pairs of 16-bit lanes.</summary>
    DepthwiseConv2DDspInt8 = 81,

    /// <summary>Elementwise sum of tensors of one shape, without a branch.</summary>
    AddDspInt8 = 82,
}
