namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Where the tiles of a matrix product read and write.</summary>
internal unsafe ref struct MatrixCall
{
    /// <summary>Packed weights.</summary>
    public int* Weights;

    /// <summary>Byte offset of every group from the origin of a window.</summary>
    public int* Offsets;

    /// <summary>Number of groups.</summary>
    public int Groups;

    /// <summary>Planes of <see cref="ChannelConstants"/>.</summary>
    public int* Constants;

    /// <summary>Integers in a plane.</summary>
    public int Stride;

    /// <summary>See <see cref="ChannelConstants.General"/>.</summary>
    public bool General;

    /// <summary>Output channels.</summary>
    public int Channels;

    /// <summary>Bytes from one position of the output to the next.</summary>
    public int OutputStep;

    /// <summary>How results become bytes.</summary>
    public OutputLimits Limits;
}

/// <summary>Products of windows of data and packed weights, tiles of six positions, or one position.</summary>
internal static unsafe class MatrixTiles<T, V>
    where T : struct, ILanes<V>
    where V : struct
{
    /// <summary>Positions of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Most positions of a call of <see cref="Many"/>.</summary>
    public const int MostPositions = 8 * Rows;

    /// <summary>Bytes of spare room: sums of all positions, and the bytes of blocks that hang over the last channel.</summary>
    public const int SpareBytes = SumBytes + (MostPositions * 64);

    private const int SumBytes = MostPositions * 2 * 64;

    /// <summary>All channels of some positions.</summary>
    /// <param name="data">The prepared data.</param>
    /// <param name="origins">Byte offset of each position's window.</param>
    /// <param name="count">Number of positions, <see cref="Rows"/> to <see cref="MostPositions"/>.</param>
    /// <param name="call">Everything else.</param>
    /// <param name="output">The first position's first channel.</param>
    /// <param name="spare"><see cref="SpareBytes"/> bytes of room.</param>
    public static void Many(byte* data, int* origins, int count, in MatrixCall call, sbyte* output, sbyte* spare)
    {
        int* weights = call.Weights;
        int block = 2 * T.Count;
        for (int channel = 0; channel < call.Channels; channel += block)
        {
            bool both = channel + T.Count < call.Channels;
            int width = both ? block : T.Count;
            for (int row = 0; row < count; row += Rows)
            {
                // The last tile begins early enough to be whole; what it computes twice is the same.
                int start = Math.Min(row, count - Rows);
                int* sums = (int*)spare + (start * width);
                if (both)
                {
                    SixByTwo(data, origins + start, in call, weights, call.Constants + channel, sums);
                }
                else
                {
                    SixByOne(data, origins + start, in call, weights, call.Constants + channel, sums);
                }
            }

            Finish(count, both, in call, channel, output + channel, (int*)spare, spare + SumBytes);
            weights += block * call.Groups;
        }
    }

    /// <summary>All channels of one position.</summary>
    public static void One(byte* data, int origin, in MatrixCall call, sbyte* output, sbyte* spare)
    {
        int* weights = call.Weights;
        int block = 2 * T.Count;
        int blockWeights = block * call.Groups;
        int channel = 0;
        for (; channel + (3 * block) + T.Count < call.Channels; channel += 4 * block)
        {
            OneByEight(data + origin, in call, weights, blockWeights, channel, output + channel, spare);
            weights += 4 * blockWeights;
        }

        for (; channel < call.Channels; channel += block)
        {
            OneByTwo(data + origin, in call, weights, channel, channel + T.Count < call.Channels, output + channel, spare);
            weights += blockWeights;
        }
    }

    private static void SixByTwo(
        byte* data, int* origins, in MatrixCall call, int* weights, int* biases, int* sums)
    {
        V a0 = T.Load(biases), a1 = T.Load(biases + T.Count);
        V b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1, e0 = a0, e1 = a1, f0 = a0, f1 = a1;
        byte* a = data + origins[0];
        byte* b = data + origins[1];
        byte* c = data + origins[2];
        byte* d = data + origins[3];
        byte* e = data + origins[4];
        byte* f = data + origins[5];
        int* offsets = call.Offsets;
        for (int* end = offsets + call.Groups; offsets < end; offsets++)
        {
            nint at = *offsets;
            V w0 = T.Load(weights), w1 = T.Load(weights + T.Count);
            weights += 2 * T.Count;
            V x = T.Repeat(a + at);
            a0 = T.Dot(a0, x, w0);
            a1 = T.Dot(a1, x, w1);
            x = T.Repeat(b + at);
            b0 = T.Dot(b0, x, w0);
            b1 = T.Dot(b1, x, w1);
            x = T.Repeat(c + at);
            c0 = T.Dot(c0, x, w0);
            c1 = T.Dot(c1, x, w1);
            x = T.Repeat(d + at);
            d0 = T.Dot(d0, x, w0);
            d1 = T.Dot(d1, x, w1);
            x = T.Repeat(e + at);
            e0 = T.Dot(e0, x, w0);
            e1 = T.Dot(e1, x, w1);
            x = T.Repeat(f + at);
            f0 = T.Dot(f0, x, w0);
            f1 = T.Dot(f1, x, w1);
        }

        T.Save(a0, sums);
        T.Save(a1, sums + T.Count);
        T.Save(b0, sums + (2 * T.Count));
        T.Save(b1, sums + (3 * T.Count));
        T.Save(c0, sums + (4 * T.Count));
        T.Save(c1, sums + (5 * T.Count));
        T.Save(d0, sums + (6 * T.Count));
        T.Save(d1, sums + (7 * T.Count));
        T.Save(e0, sums + (8 * T.Count));
        T.Save(e1, sums + (9 * T.Count));
        T.Save(f0, sums + (10 * T.Count));
        T.Save(f1, sums + (11 * T.Count));
    }

    private static void SixByOne(
        byte* data, int* origins, in MatrixCall call, int* weights, int* biases, int* sums)
    {
        V a0 = T.Load(biases);
        V b0 = a0, c0 = a0, d0 = a0, e0 = a0, f0 = a0;
        byte* a = data + origins[0];
        byte* b = data + origins[1];
        byte* c = data + origins[2];
        byte* d = data + origins[3];
        byte* e = data + origins[4];
        byte* f = data + origins[5];
        int* offsets = call.Offsets;
        for (int* end = offsets + call.Groups; offsets < end; offsets++)
        {
            nint at = *offsets;
            V w = T.Load(weights);
            weights += T.Count;
            a0 = T.Dot(a0, T.Repeat(a + at), w);
            b0 = T.Dot(b0, T.Repeat(b + at), w);
            c0 = T.Dot(c0, T.Repeat(c + at), w);
            d0 = T.Dot(d0, T.Repeat(d + at), w);
            e0 = T.Dot(e0, T.Repeat(e + at), w);
            f0 = T.Dot(f0, T.Repeat(f + at), w);
        }

        T.Save(a0, sums);
        T.Save(b0, sums + T.Count);
        T.Save(c0, sums + (2 * T.Count));
        T.Save(d0, sums + (3 * T.Count));
        T.Save(e0, sums + (4 * T.Count));
        T.Save(f0, sums + (5 * T.Count));
    }

    private static void OneByEight(
        byte* origin, in MatrixCall call, int* weights, int blockWeights, int channel, sbyte* output, sbyte* spare)
    {
        int* constants = call.Constants + channel;
        V a = T.Load(constants), b = T.Load(constants + T.Count);
        V c = T.Load(constants + (2 * T.Count)), d = T.Load(constants + (3 * T.Count));
        V e = T.Load(constants + (4 * T.Count)), f = T.Load(constants + (5 * T.Count));
        V g = T.Load(constants + (6 * T.Count)), h = T.Load(constants + (7 * T.Count));
        int* second = weights + blockWeights;
        int* third = second + blockWeights;
        int* fourth = third + blockWeights;
        for (int group = 0; group < call.Groups; group++)
        {
            V x = T.Repeat(origin + call.Offsets[group]);
            a = T.Dot(a, x, T.Load(weights));
            b = T.Dot(b, x, T.Load(weights + T.Count));
            c = T.Dot(c, x, T.Load(second));
            d = T.Dot(d, x, T.Load(second + T.Count));
            e = T.Dot(e, x, T.Load(third));
            f = T.Dot(f, x, T.Load(third + T.Count));
            g = T.Dot(g, x, T.Load(fourth));
            h = T.Dot(h, x, T.Load(fourth + T.Count));
            weights += 2 * T.Count;
            second += 2 * T.Count;
            third += 2 * T.Count;
            fourth += 2 * T.Count;
        }

        int* sums = (int*)spare;
        T.Save(a, sums);
        T.Save(b, sums + T.Count);
        T.Save(c, sums + (2 * T.Count));
        T.Save(d, sums + (3 * T.Count));
        T.Save(e, sums + (4 * T.Count));
        T.Save(f, sums + (5 * T.Count));
        T.Save(g, sums + (6 * T.Count));
        T.Save(h, sums + (7 * T.Count));
        for (int at = 0; at < 8 * T.Count; at += 2 * T.Count)
        {
            Finish(1, true, in call, channel + at, output + at, sums + at, spare + SumBytes);
        }
    }

    private static void OneByTwo(
        byte* origin, in MatrixCall call, int* weights, int channel, bool both, sbyte* output, sbyte* spare)
    {
        V first = T.Load(call.Constants + channel), second = both ? T.Load(call.Constants + channel + T.Count) : default;
        int step = both ? 2 * T.Count : T.Count;
        for (int group = 0; group < call.Groups; group++)
        {
            V x = T.Repeat(origin + call.Offsets[group]);
            first = T.Dot(first, x, T.Load(weights));
            if (both)
            {
                second = T.Dot(second, x, T.Load(weights + T.Count));
            }

            weights += step;
        }

        int* sums = (int*)spare;
        T.Save(first, sums);
        T.Save(second, sums + T.Count);
        Finish(1, both, in call, channel, output, sums, spare + SumBytes);
    }

    /// <summary>Rescales and writes rows of one vector or two; a block that hangs over the last channel by way of spare bytes.</summary>
    private static void Finish(int rows, bool both, in MatrixCall call, int channel, sbyte* to, int* sums, sbyte* bytes)
    {
        int left = call.Channels - channel, width = both ? 2 * T.Count : T.Count;
        int* constants = call.Constants + channel;
        if (left >= width)
        {
            T.FinishRows(sums, rows, both, constants, call.Stride, call.General, in call.Limits, to, call.OutputStep);
            return;
        }

        T.FinishRows(sums, rows, both, constants, call.Stride, call.General, in call.Limits, bytes, width);
        for (int row = 0; row < rows; row++)
        {
            Buffer.MemoryCopy(bytes + (row * width), to + (row * call.OutputStep), left, left);
        }
    }
}
