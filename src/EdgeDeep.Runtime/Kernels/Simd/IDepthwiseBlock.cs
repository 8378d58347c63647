namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Computes neighbouring values of a depthwise convolution.</summary>
internal unsafe interface IDepthwiseBlock
{
    /// <summary>Values of a block.</summary>
    static abstract int Values { get; }

    /// <summary>Lanes of a vector of sums.</summary>
    static abstract int Lanes { get; }

    /// <summary>What the image's values become.</summary>
    static abstract GroupKind Groups { get; }

    /// <summary>
    /// Whether the weights of a group lie tap after tap, all values of the block for each; otherwise value after value.
    /// </summary>
    static abstract bool Planar { get; }

    /// <summary>Value of the block that a lane of the weights belongs to.</summary>
    static abstract int WeightOrder(int lane);

    /// <summary>Value of the block that a lane of the constants belongs to.</summary>
    static abstract int ConstantOrder(int lane);

    /// <summary>Smallest weight with which the block is exact.</summary>
    static abstract int SmallestWeight { get; }

    /// <summary>Whether the block can work with these constants.</summary>
    static abstract bool Supports(ChannelConstants constants);

    /// <summary>One block.</summary>
    /// <param name="data">Where the window of the first value begins.</param>
    /// <param name="half">Bytes from there to the window of the first value of the block's second half.</param>
    /// <param name="taps">Byte offsets of the taps.</param>
    /// <param name="groups">Number of groups of taps.</param>
    /// <param name="weights">The block's weights.</param>
    /// <param name="constants">Planes of constants, at the block's first lane.</param>
    /// <param name="stride">Integers in a plane.</param>
    /// <param name="general">See <see cref="ChannelConstants.General"/>.</param>
    /// <param name="limits">How results become bytes.</param>
    /// <param name="to">Receives the block's bytes.</param>
    static abstract void Run(
        byte* data, int half, int* taps, int groups, int* weights, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to);

    /// <summary>
    /// The same block of channels of neighbouring positions, with a filter of three by three and a stride of 1; only for blocks
    /// whose groups are four taps of a value.
    /// </summary>
    /// <param name="data">Where the window of the first value begins.</param>
    /// <param name="rowStep">Bytes from one row of a window to the next.</param>
    /// <param name="step">Bytes from one position to the next, in data and results.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="weights">The block's weights, column after column.</param>
    /// <param name="constants">Planes of constants, at the block's first lane.</param>
    /// <param name="stride">Integers in a plane.</param>
    /// <param name="general">See <see cref="ChannelConstants.General"/>.</param>
    /// <param name="limits">How results become bytes.</param>
    /// <param name="to">Receives the first position's bytes.</param>
    static abstract void RunRow(
        byte* data, int rowStep, int step, int count, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to);
}
