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
    /// <param name="weights">Weights: output channel, segment, place in the segment.</param>
    /// <param name="offset">Minus their zero point; 0 where groups hold bytes.</param>
    public MatrixWeights(
        int channels, int lanes, GroupKind kind, int segments, int segmentLength, ReadOnlySpan<sbyte> weights, int offset)
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
            for (int group = 0; group < Groups; group++)
            {
                int segment = group / perSegment, place = group % perSegment * per;
                int count = Math.Min(per, segmentLength - place);
                for (int lane = 0; lane < width; lane++)
                {
                    int channel = block + lane;
                    *to++ = channel < channels
                        ? Pack(kind, weights.Slice((((channel * segments) + segment) * segmentLength) + place, count), offset) : 0;
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
    /// <param name="weights">At most as many weights as fit into a group; the rest of the group is 0.</param>
    /// <param name="offset">Added to each.</param>
    public static int Pack(GroupKind kind, ReadOnlySpan<sbyte> weights, int offset)
    {
        int group = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int value = weights[i] + offset;
            group |= kind == GroupKind.Shorts ? (value & 0xFFFF) << (16 * i) : (value & 0xFF) << (8 * i);
        }

        return group;
    }
}
