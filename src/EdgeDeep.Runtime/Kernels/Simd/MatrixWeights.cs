namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Weights of a window over rows of data, packed for <see cref="MatrixTiles{T, V}"/>: the window is cut into segments that are
/// contiguous in the data; each segment is rounded up to whole groups with weights of 0.
/// </summary>
/// <remarks>
/// Order: block of two vectors of output channels (the last block may be one vector), segment, group, channel. A group is 32
/// bits, as <see cref="GroupKind"/> says.
/// </remarks>
internal sealed unsafe class MatrixWeights
{
    private readonly AlignedInts _values;

    /// <summary>Packs weights.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="kind">What a group holds.</param>
    /// <param name="segments">Number of segments.</param>
    /// <param name="segmentLength">Values in a segment.</param>
    /// <param name="weight">The weight of (output channel, segment, place in the segment), -255..255 (bytes: -128..127).</param>
    public MatrixWeights(int channels, int lanes, GroupKind kind, int segments, int segmentLength, Func<int, int, int, int> weight)
    {
        int per = PerGroup(kind);
        int perSegment = (segmentLength + per - 1) / per;
        Groups = segments * perSegment;
        int padded = (channels + lanes - 1) / lanes * lanes;
        _values = new AlignedInts(padded * Groups);
        int* to = Values;
        for (int block = 0; block < padded; block += 2 * lanes)
        {
            int width = Math.Min(2 * lanes, padded - block);
            for (int segment = 0; segment < segments; segment++)
            {
                for (int group = 0; group < perSegment; group++)
                {
                    for (int lane = 0; lane < width; lane++)
                    {
                        int channel = block + lane;
                        *to++ = channel < channels ? Pack(kind, per, segmentLength, group * per, i => weight(channel, segment, i)) : 0;
                    }
                }
            }
        }
    }

    /// <summary>Groups of the window.</summary>
    public int Groups { get; }

    /// <summary>The packed weights.</summary>
    public int* Values => _values.Pointer;

    /// <summary>Values in a group.</summary>
    public static int PerGroup(GroupKind kind) => kind == GroupKind.Shorts ? 2 : 4;

    /// <summary>Bytes that a value of the data takes.</summary>
    public static int Width(GroupKind kind) => kind == GroupKind.Shorts ? 2 : 1;

    /// <summary>One group of weights.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="per">Values in a group.</param>
    /// <param name="length">Places that exist; weights behind them are 0.</param>
    /// <param name="start">First place.</param>
    /// <param name="weight">The weight at a place.</param>
    public static int Pack(GroupKind kind, int per, int length, int start, Func<int, int> weight)
    {
        int group = 0;
        for (int i = 0; i < per && start + i < length; i++)
        {
            int value = weight(start + i);
            group |= kind == GroupKind.Shorts ? (value & 0xFFFF) << (16 * i) : (value & 0xFF) << (8 * i);
        }

        return group;
    }
}
