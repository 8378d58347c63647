using EdgeDeep.Kernels;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>What convolutions of all kinds have in common.</summary>
internal readonly record struct WindowGeometry(
    int Batches, int InputHeight, int InputWidth, int InputChannels, int FilterHeight, int FilterWidth,
    int OutputHeight, int OutputWidth, int OutputChannels, int StrideHeight, int StrideWidth,
    int DilationHeight, int DilationWidth, int PadTop, int PadLeft, int InputOffset)
{
    private const int LargestExtent = 1 << 24;

    // With two bytes a value, indices stay within 31 bits.
    private const int LargestImage = 1 << 28;

    /// <summary>Geometry of a convolution.</summary>
    public static WindowGeometry Of(in Conv2DParameters p) => new(
        p.Batches, p.InputHeight, p.InputWidth, p.InputChannels, p.FilterHeight, p.FilterWidth,
        p.OutputHeight, p.OutputWidth, p.OutputChannels, p.StrideHeight, p.StrideWidth,
        p.DilationHeight, p.DilationWidth, p.PadTop, p.PadLeft, p.InputOffset);

    /// <summary>Geometry of a depthwise convolution.</summary>
    public static WindowGeometry Of(in DepthwiseConv2DParameters p) => new(
        p.Batches, p.InputHeight, p.InputWidth, p.InputChannels, p.FilterHeight, p.FilterWidth,
        p.OutputHeight, p.OutputWidth, p.OutputChannels, p.StrideHeight, p.StrideWidth,
        p.DilationHeight, p.DilationWidth, p.PadTop, p.PadLeft, p.InputOffset);

    /// <summary>A fully connected layer as a convolution of one pixel.</summary>
    public static WindowGeometry Of(in FullyConnectedParameters p) =>
        new(1, p.Batches, 1, p.InputChannels, 1, 1, p.Batches, 1, p.OutputChannels, 1, 1, 1, 1, 0, 0, p.InputOffset);

    /// <summary>Windows of a pool.</summary>
    public static WindowGeometry Of(in Pool2DParameters p) => new(
        p.Batches, p.InputHeight, p.InputWidth, p.InputChannels, p.FilterHeight, p.FilterWidth,
        p.OutputHeight, p.OutputWidth, p.InputChannels, p.StrideHeight, p.StrideWidth, 1, 1, p.PadTop, p.PadLeft, 0);

    /// <summary>Elements of the input; -1 where the sizes are none.</summary>
    public long Inputs => TensorSizes.Product(Batches, InputHeight, InputWidth, InputChannels);

    /// <summary>Elements of the output; -1 where the sizes are none.</summary>
    public long Outputs => TensorSizes.Product(Batches, OutputHeight, OutputWidth, OutputChannels);

    /// <summary>
    /// Whether no index that is computed from these numbers overflows, and the padded copy of an image is of reasonable size.
    /// </summary>
    public bool IsSound
    {
        get
        {
            long taps = TensorSizes.Product(FilterHeight, FilterWidth), steps = TensorSizes.Product(StrideHeight, StrideWidth);
            long holes = TensorSizes.Product(DilationHeight, DilationWidth);
            long rows = Extent(OutputHeight, StrideHeight, FilterHeight, DilationHeight);
            long columns = Extent(OutputWidth, StrideWidth, FilterWidth, DilationWidth);
            return Inputs > 0 && Outputs > 0 && taps > 0
                && steps is > 0 and <= LargestExtent && holes is > 0 and <= LargestExtent
                && PadTop is >= 0 and <= LargestExtent && PadLeft is >= 0 and <= LargestExtent
                && rows <= LargestExtent && columns <= LargestExtent
                && rows * columns <= LargestImage && rows * columns * InputChannels <= LargestImage
                && InputOffset is >= -127 and <= 128;
        }
    }

    /// <summary>Whether every window without dilation holds at least one value of the input.</summary>
    public bool MeetsInput => PadTop < FilterHeight && PadLeft < FilterWidth
        && ((OutputHeight - 1L) * StrideHeight) - PadTop < InputHeight && ((OutputWidth - 1L) * StrideWidth) - PadLeft < InputWidth;

    /// <summary>The copy of an input image that every window lies in.</summary>
    public PaddedImage Image(GroupKind kind) => new(
        kind, InputHeight, InputWidth, InputChannels, PadTop, PadLeft,
        (int)Extent(OutputHeight, StrideHeight, FilterHeight, DilationHeight),
        (int)Extent(OutputWidth, StrideWidth, FilterWidth, DilationWidth), InputOffset);

    /// <summary>Largest distance of a stored value from the zero point.</summary>
    public int LargestValue => Math.Max(Math.Abs(InputOffset - 128), Math.Abs(InputOffset + 127));

    /// <summary>What the sum of a channel's weights times the data must be corrected by.</summary>
    public int Correction(GroupKind kind, int sumOfWeights) => kind switch
    {
        GroupKind.UnsignedBytes => unchecked((InputOffset - 128) * sumOfWeights),
        GroupKind.SignedBytes => unchecked(InputOffset * sumOfWeights),
        _ => 0,
    };

    private static long Extent(int outputs, int stride, int filter, int dilation) =>
        ((outputs - 1L) * stride) + ((filter - 1L) * dilation) + 1;
}
