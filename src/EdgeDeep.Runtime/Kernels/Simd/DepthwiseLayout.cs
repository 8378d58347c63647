namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// How a depthwise convolution (one filter for each channel) meets vectors of bytes: blocks of neighbouring values of an output
/// row, taps of the filter in groups that one instruction multiplies.
/// </summary>
/// <remarks>
/// With a column stride of 1 the values of an output row, channels innermost, lie as their inputs do, so blocks run along the
/// whole row and meet the channels with a period of <see cref="Period"/> blocks. With other strides blocks start anew at
/// every position, or at every other one where two positions fill a block.
/// </remarks>
internal sealed unsafe class DepthwiseLayout
{
    private readonly AlignedInts _taps;
    private readonly AlignedInts _weights;

    /// <summary>Packs weights (1HWO) and scales; null in <see cref="Constants"/>' place where the arithmetic would not be exact.</summary>
    /// <param name="geometry">Sizes; as many output as input channels.</param>
    /// <param name="kind">What the image's values become.</param>
    /// <param name="planar">See <see cref="IDepthwiseBlock.Planar"/>.</param>
    /// <param name="block">Values of a block.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="operands">Weights and scales.</param>
    /// <param name="weightOrder">Value of the block that lane i of the block's weights belongs to.</param>
    /// <param name="constantOrder">Value of the block that lane i of the block's constants belongs to.</param>
    public DepthwiseLayout(
        in WindowGeometry geometry, GroupKind kind, bool planar, int block, int lanes, in WeightOperands operands,
        Func<int, int> weightOrder, Func<int, int> constantOrder)
    {
        WindowGeometry g = geometry;
        Image = g.Image(kind);
        Flat = g.StrideWidth == 1;
        int channels = g.InputChannels, per = MatrixWeights.PerGroup(kind), width = MatrixWeights.Width(kind);
        int taps = g.FilterHeight * g.FilterWidth;
        // Three rows: a group for each column, which neighbouring positions share.
        bool columns = g.FilterHeight == 3 && per == 4 && !planar;
        Groups = columns ? g.FilterWidth : (taps + per - 1) / per;
        int TapAt(int place) => columns ? (place % 4 < 3 ? (place % 4 * g.FilterWidth) + (place / 4) : taps) : Math.Min(place, taps);
        Period = Flat ? LeastCommonMultiple(channels, block) / block : (channels + block - 1) / block;

        _taps = new AlignedInts(Groups * per);
        for (int i = 0; i < Groups * per; i++)
        {
            int tap = TapAt(i);
            _taps.Pointer[i] = tap == taps ? 0 : (tap / g.FilterWidth * g.DilationHeight * Image.RowBytes)
                + (tap % g.FilterWidth * g.DilationWidth * channels * width);
        }

        Pairs = !Flat && 2 * channels == block;
        int ChannelOf(int index) => Flat || Pairs ? index % channels : index;
        ReadOnlySpan<sbyte> weights = operands.Weights;
        Span<sbyte> grouped = stackalloc sbyte[4];
        _weights = new AlignedInts(Period * Groups * block);
        int* to = _weights.Pointer;
        for (int first = 0; first < Period * block; first += block)
        {
            for (int group = 0; group < Groups; group++)
            {
                for (int lane = 0; lane < block; lane++)
                {
                    int channel = ChannelOf(first + weightOrder(lane));
                    for (int i = 0; i < per; i++)
                    {
                        int tap = TapAt((group * per) + i);
                        grouped[i] = tap == taps || channel >= channels ? (sbyte)0 : weights[(tap * channels) + channel];
                    }

                    int packed = MatrixWeights.Pack(kind, grouped[..per], 0);
                    if (planar)
                    {
                        SpreadBytes(packed, (byte*)to + lane, block);
                    }
                    else
                    {
                        to[lane] = packed;
                    }
                }

                to += block;
            }
        }

        SharesColumns = columns && Flat && g.FilterWidth == 3 && g.DilationWidth == 1 && channels % block == 0;
        Constants = new ChannelConstants(Period * block, lanes);
        for (int i = 0; i < Period * block; i++)
        {
            int channel = ChannelOf((i / block * block) + constantOrder(i % block));
            if (channel >= channels)
            {
                continue;
            }

            int sum = 0;
            long absolute = 0;
            for (int tap = 0; tap < taps; tap++)
            {
                sum += weights[(tap * channels) + channel];
                absolute += Math.Abs((int)weights[(tap * channels) + channel]);
            }

            Constants.SetChannel(i, in g, kind, in operands, channel, sum, absolute);
        }
    }

    /// <summary>The padded copy of an input image.</summary>
    public PaddedImage Image { get; }

    /// <summary>Whether blocks run along the whole output row.</summary>
    public bool Flat { get; }

    /// <summary>Whether a block holds all channels of two neighbouring positions.</summary>
    public bool Pairs { get; }

    /// <summary>Whether the filter is three by three, and whole blocks of neighbouring positions share the columns of their windows.</summary>
    public bool SharesColumns { get; }

    /// <summary>Groups of taps.</summary>
    public int Groups { get; }

    /// <summary>Blocks after which weights repeat.</summary>
    public int Period { get; }

    /// <summary>Biases and scales, block after block.</summary>
    public ChannelConstants Constants { get; }

    /// <summary>Byte offset of every tap; taps that fill up the last group have offset 0 and weight 0.</summary>
    public int* Taps => _taps.Pointer;

    /// <summary>Weights: block, group, lane.</summary>
    public int* Weights => _weights.Pointer;

    private static void SpreadBytes(int packed, byte* to, int step)
    {
        for (int i = 0; i < 4; i++)
        {
            to[i * step] = (byte)(packed >> (8 * i));
        }
    }

    private static int LeastCommonMultiple(int a, int b)
    {
        int x = a, y = b;
        while (y != 0)
        {
            (x, y) = (y, x % y);
        }

        return checked(a / x * b);
    }
}
