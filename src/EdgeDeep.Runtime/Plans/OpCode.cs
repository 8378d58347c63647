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

    /// <summary>2-D convolution, int16 data with int64 bias.</summary>
    Conv2DInt16 = 100,

    /// <summary>2-D convolution, int16 data with int32 bias.</summary>
    Conv2DInt16Bias32 = 101,

    /// <summary>Depthwise 2-D convolution, int16 data with int64 bias.</summary>
    DepthwiseConv2DInt16 = 102,

    /// <summary>Depthwise 2-D convolution, int16 data with int32 bias.</summary>
    DepthwiseConv2DInt16Bias32 = 103,

    /// <summary>Fully connected layer, int16 data with int64 bias.</summary>
    FullyConnectedInt16 = 104,

    /// <summary>Fully connected layer, int16 data with int32 bias.</summary>
    FullyConnectedInt16Bias32 = 105,

    /// <summary>Transposed 2-D convolution, int16 data with int64 bias.</summary>
    TransposeConv2DInt16 = 106,

    /// <summary>Elementwise sum with broadcasting, int16.</summary>
    AddInt16 = 107,

    /// <summary>Elementwise difference with broadcasting, int16.</summary>
    SubInt16 = 108,

    /// <summary>Elementwise product with broadcasting, int16.</summary>
    MulInt16 = 109,

    /// <summary>Elementwise maximum with broadcasting, int16.</summary>
    MaximumInt16 = 110,

    /// <summary>Elementwise minimum with broadcasting, int16.</summary>
    MinimumInt16 = 111,

    /// <summary>2-D average pooling, int16.</summary>
    AveragePool2DInt16 = 112,

    /// <summary>2-D maximum pooling, int16.</summary>
    MaxPool2DInt16 = 113,

    /// <summary>Mean over axes, int16.</summary>
    MeanInt16 = 114,

    /// <summary>Sum over axes, int16.</summary>
    SumInt16 = 115,

    /// <summary>Maximum over axes, int16.</summary>
    ReduceMaxInt16 = 116,

    /// <summary>Rectifier or other clamp, int16.</summary>
    ReluInt16 = 117,

    /// <summary>Leaky rectifier, int16.</summary>
    LeakyReluInt16 = 118,

    /// <summary>Logistic function, int16.</summary>
    LogisticInt16 = 119,

    /// <summary>Hyperbolic tangent, int16.</summary>
    TanhInt16 = 120,

    /// <summary>Any function of one element as an interpolated table, int16.</summary>
    LookupInt16 = 121,

    /// <summary>Softmax over the last axis, int16.</summary>
    SoftmaxInt16 = 122,

    /// <summary>Float to int16.</summary>
    QuantizeInt16 = 123,

    /// <summary>Float to uint8.</summary>
    QuantizeUInt8 = 124,

    /// <summary>Int16 to float.</summary>
    DequantizeInt16 = 125,

    /// <summary>Uint8 to float.</summary>
    DequantizeUInt8 = 126,

    /// <summary>Int16 to int16 at another scale.</summary>
    RequantizeInt16 = 127,

    /// <summary>Int32 to int16.</summary>
    RequantizeInt32ToInt16 = 128,

    /// <summary>Int32 to int8.</summary>
    RequantizeInt32ToInt8 = 129,

    /// <summary>Int8 to int32.</summary>
    RequantizeInt8ToInt32 = 130,

    /// <summary>Copy of a box of 8-bit elements with strides.</summary>
    StridedCopyInt8 = 131,

    /// <summary>Copy of a box of 16-bit elements with strides.</summary>
    StridedCopyInt16 = 132,

    /// <summary>Copy of a box of 32-bit integers with strides.</summary>
    StridedCopyInt32 = 133,

    /// <summary>Copy of a box of floating-point elements with strides.</summary>
    StridedCopyFloat = 134,

    /// <summary>One value in all elements, 8-bit elements.</summary>
    FillInt8 = 135,

    /// <summary>One value in all elements, 16-bit elements.</summary>
    FillInt16 = 136,

    /// <summary>One value in all elements, 32-bit integers.</summary>
    FillInt32 = 137,

    /// <summary>One value in all elements, floating-point elements.</summary>
    FillFloat = 138,

    /// <summary>Selection of slices by index, 16-bit elements.</summary>
    GatherInt16 = 139,

    /// <summary>Selection of slices by index, 32-bit integers.</summary>
    GatherInt32 = 140,

    /// <summary>Selection of slices by index, floating-point elements.</summary>
    GatherFloat = 141,

    /// <summary>2-D convolution, weights with zero points.</summary>
    Conv2DInt8WeightsOffset = 142,

    /// <summary>Depthwise 2-D convolution, weights with zero points.</summary>
    DepthwiseConv2DInt8WeightsOffset = 143,

    /// <summary>Elementwise arithmetic on integers with broadcasting.</summary>
    BinaryInt32 = 144,

    /// <summary>Elementwise arithmetic on floating-point numbers with broadcasting.</summary>
    BinaryFloat = 145,

    /// <summary>A function of each floating-point number.</summary>
    UnaryFloat = 146,

    /// <summary>Reduction of floating-point numbers over one axis.</summary>
    ReduceFloat = 147,

    /// <summary>Elementwise comparison with broadcasting, int8.</summary>
    CompareInt8 = 148,

    /// <summary>Elementwise comparison with broadcasting, int32.</summary>
    CompareInt32 = 149,

    /// <summary>Elementwise comparison with broadcasting, float32.</summary>
    CompareFloat = 150,

    /// <summary>Elementwise logic with broadcasting.</summary>
    LogicalBool = 151,

    /// <summary>Each element from one of two tensors, int8.</summary>
    SelectInt8 = 152,

    /// <summary>Each element from one of two tensors, int16.</summary>
    SelectInt16 = 153,

    /// <summary>Each element from one of two tensors, int32.</summary>
    SelectInt32 = 154,

    /// <summary>Each element from one of two tensors, float32.</summary>
    SelectFloat = 155,

    /// <summary>Selection of slices by tuples of indices, int8.</summary>
    GatherNdInt8 = 156,

    /// <summary>Selection of slices by tuples of indices, int16.</summary>
    GatherNdInt16 = 157,

    /// <summary>Selection of slices by tuples of indices, int32.</summary>
    GatherNdInt32 = 158,

    /// <summary>Selection of slices by tuples of indices, float32.</summary>
    GatherNdFloat = 159,

    /// <summary>Bilinear resize, int8.</summary>
    ResizeBilinearInt8 = 160,

    /// <summary>Bilinear resize, int16.</summary>
    ResizeBilinearInt16 = 161,

    /// <summary>Bilinear resize, float32.</summary>
    ResizeBilinearFloat = 162,

    /// <summary>Index of the largest value, int16.</summary>
    ArgMaxInt16 = 163,

    /// <summary>Index of the largest floating-point number.</summary>
    ArgMaxFloat = 164,

    /// <summary>Index of the smallest value.</summary>
    ArgMinInt8 = 165,

    /// <summary>Index of the smallest value, int16.</summary>
    ArgMinInt16 = 166,

    /// <summary>Index of the smallest floating-point number.</summary>
    ArgMinFloat = 167,

    /// <summary>Minimum over axes.</summary>
    ReduceMinInt8 = 168,

    /// <summary>Minimum over axes, int16.</summary>
    ReduceMinInt16 = 169,

    /// <summary>Int32 to Float32.</summary>
    CastInt32ToFloat = 170,

    /// <summary>Float32 to Int32.</summary>
    CastFloatToInt32 = 171,

    /// <summary>UInt8 to Int32.</summary>
    CastUInt8ToInt32 = 172,

    /// <summary>Int32 to bool.</summary>
    CastInt32ToBool = 173,

    /// <summary>Float32 to bool.</summary>
    CastFloatToBool = 174,

    /// <summary>Largest or smallest elements of every row and their indices.</summary>
    TopKInt8 = 175,

    /// <summary>Largest or smallest floating-point numbers of every row and their indices.</summary>
    TopKFloat = 176,

    /// <summary>Elementwise squared difference with broadcasting.</summary>
    SquaredDifferenceInt8 = 177,

    /// <summary>Rows divided by their Euclidean length.</summary>
    L2NormInt8 = 178,

    /// <summary>Weighting and scaling of a frame of int16 samples.</summary>
    SignalWindowInt16 = 80,

    /// <summary>Energies of the spectrum of int16 samples.</summary>
    SignalEnergyInt16ToInt32 = 81,

    /// <summary>Energies to amplitudes of channels.</summary>
    FilterBankInt32 = 82,

    /// <summary>Removal of steady noise from amplitudes.</summary>
    SpectralSubtractionInt32 = 83,

    /// <summary>Per-channel amplitude normalization.</summary>
    PcanInt32 = 84,

    /// <summary>Logarithms of amplitudes.</summary>
    FilterBankLogInt32ToInt16 = 85,

    /// <summary>Whole-number features to int8.</summary>
    FeatureQuantizeInt16ToInt8 = 86,

    /// <summary>A window over the last rows of int8.</summary>
    SlideInt8 = 87,

    /// <summary>A window over the last rows of int16.</summary>
    SlideInt16 = 88,

    /// <summary>Magnitudes of the spectrum of a weighted frame of int16 samples.</summary>
    MagnitudeSpectrumInt16ToInt32 = 89,

    /// <summary>Logarithms of a spectrum under mel filters.</summary>
    MelLogInt32ToInt16 = 90,

    /// <summary>The greatest of int16 samples.</summary>
    SignalPeakInt16 = 91,

    /// <summary>Frames of mel logarithms to int8 MFCC or log-mel features.</summary>
    MelFeaturesInt16ToInt8 = 92,

    /// <summary>2-D convolution or fully connected layer with packed weights, on pairs of 16-bit lanes.</summary>
    Conv2DDspInt8 = 70,

    /// <summary>Depthwise 2-D convolution on pairs of 16-bit lanes.</summary>
    DepthwiseConv2DDspInt8 = 71,

    /// <summary>Elementwise sum of tensors of one shape, without a branch.</summary>
    AddDspInt8 = 72,
}
