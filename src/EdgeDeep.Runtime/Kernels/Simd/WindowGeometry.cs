using EdgeDeep.Kernels;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>What convolutions of all kinds have in common.</summary>
internal readonly record struct WindowGeometry(
    int Batches, int InputHeight, int InputWidth, int InputChannels, int FilterHeight, int FilterWidth,
    int OutputHeight, int OutputWidth, int OutputChannels, int StrideHeight, int StrideWidth,
    int DilationHeight, int DilationWidth, int PadTop, int PadLeft, int InputOffset)
{
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

    /// <summary>The copy of an input image that every window lies in.</summary>
    public PaddedImage Image(GroupKind kind) => new(
        kind, InputHeight, InputWidth, InputChannels, PadTop, PadLeft,
        ((OutputHeight - 1) * StrideHeight) + ((FilterHeight - 1) * DilationHeight) + 1,
        ((OutputWidth - 1) * StrideWidth) + ((FilterWidth - 1) * DilationWidth) + 1, InputOffset);

    /// <summary>Largest distance of a stored value from the zero point.</summary>
    public int LargestValue => Math.Max(Math.Abs(InputOffset - 128), Math.Abs(InputOffset + 127));

    /// <summary>What the sum of a channel's weights times the data must be corrected by.</summary>
    public int Correction(GroupKind kind, int sumOfWeights) => kind switch
    {
        GroupKind.UnsignedBytes => unchecked((InputOffset - 128) * sumOfWeights),
        GroupKind.SignedBytes => unchecked(InputOffset * sumOfWeights),
        _ => 0,
    };
}
