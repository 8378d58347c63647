using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Operators that move blocks of elements: they become reshapes, transpositions, slices and repetitions.</summary>
internal static class BlockOperators
{
    /// <summary>SPACE_TO_DEPTH: blocks of rows and columns become channels.</summary>
    public static void SpaceToDepth(OperatorImport op)
    {
        (Value data, int[] s, int block) = Blocks(op, OptionsType.SpaceToDepth);
        int h = Part(op, s[1], block), w = Part(op, s[2], block);
        Rearrange(op, data, [s[0], h, block, w, block, s[3]], [0, 1, 3, 2, 4, 5], [s[0], h, w, block * block * s[3]]);
    }

    /// <summary>DEPTH_TO_SPACE: channels become blocks of rows and columns.</summary>
    public static void DepthToSpace(OperatorImport op)
    {
        (Value data, int[] s, int block) = Blocks(op, OptionsType.DepthToSpace);
        int c = Part(op, s[3], block * block);
        Rearrange(op, data, [s[0], s[1], s[2], block, block, c], [0, 1, 3, 2, 4, 5], [s[0], s[1] * block, s[2] * block, c]);
    }

    /// <summary>SPACE_TO_BATCH_ND: data, block sizes, borders; blocks become images of the batch.</summary>
    public static void SpaceToBatch(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] blocks = op.Ints(1), pads = op.Ints(2);
        int axes = Checked(op, data, blocks, pads);
        int[] before = new int[data.Rank], after = new int[data.Rank];
        for (int i = 0; i < axes; i++)
        {
            (before[i + 1], after[i + 1]) = (pads[2 * i], pads[(2 * i) + 1]);
        }

        Value padded = pads.All(pad => pad == 0) ? data : op.Intermediate("padded", new Pad(before, after, 0), data);
        int[] split = [data.Shape[0], .. blocks.SelectMany((block, i) => (int[])[Part(op, padded.Shape[i + 1], block), block]), .. data.Shape[(axes + 1)..]];
        int[] order =
        [
            .. Enumerable.Range(0, axes).Select(i => (2 * i) + 2), 0, .. Enumerable.Range(0, axes).Select(i => (2 * i) + 1),
            .. Enumerable.Range((2 * axes) + 1, data.Rank - axes - 1),
        ];
        int batch = blocks.Aggregate(data.Shape[0], (product, block) => product * block);
        Rearrange(op, padded, split, order, [batch, .. Enumerable.Range(0, axes).Select(i => split[(2 * i) + 1]), .. data.Shape[(axes + 1)..]]);
    }

    /// <summary>BATCH_TO_SPACE_ND: data, block sizes, crops; images of the batch become blocks.</summary>
    public static void BatchToSpace(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] blocks = op.Ints(1), crops = op.Ints(2);
        int axes = Checked(op, data, blocks, crops);
        int batch = Part(op, data.Shape[0], blocks.Aggregate(1, (product, block) => product * block));
        int[] split = [.. blocks, batch, .. data.Shape[1..]];
        int[] order =
        [
            axes, .. Enumerable.Range(0, axes).SelectMany(i => (int[])[axes + 1 + i, i]), .. Enumerable.Range((2 * axes) + 1, data.Rank - axes - 1),
        ];
        int[] whole = [batch, .. Enumerable.Range(0, axes).Select(i => data.Shape[i + 1] * blocks[i]), .. data.Shape[(axes + 1)..]];
        Value apart = op.Intermediate("apart", Reshape.To(split), data), moved = op.Intermediate("moved", new Transpose(order), apart);
        if (crops.All(crop => crop == 0))
        {
            op.Add(Reshape.To(whole), moved);
            return;
        }

        Value joined = op.Intermediate("joined", Reshape.To(whole), moved);
        int[] begin = new int[data.Rank], size = [.. whole];
        for (int i = 0; i < axes; i++)
        {
            begin[i + 1] = crops[2 * i];
            size[i + 1] -= crops[2 * i] + crops[(2 * i) + 1];
        }

        op.Add(new StridedSlice(begin, size, [.. Enumerable.Repeat(1, data.Rank)]), joined);
    }

    /// <summary>TILE: data, how often each axis is repeated.</summary>
    public static void Tile(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] times = op.Ints(1);
        if (times.Length != data.Rank || times.Any(time => time < 1) || times.Aggregate((long)data.Elements, (product, time) => Math.Min(product * time, Limits.Elements + 1L)) > Limits.Elements)
        {
            throw op.Error($"it cannot repeat [{string.Join(',', data.Shape)}] [{string.Join(',', times.Take(Limits.Rank + 1))}] times");
        }

        Value apart = op.Intermediate("apart", Reshape.To([.. data.Shape.SelectMany(size => (int[])[1, size])]), data);
        Value wide = op.Intermediate("repeated", new BroadcastTo([.. data.Shape.SelectMany((size, i) => (int[])[times[i], size])]), apart);
        op.Add(Reshape.To([.. data.Shape.Select((size, i) => size * times[i])]), wide);
    }

    /// <summary>BROADCAST_TO: data, shape.</summary>
    public static void BroadcastTo(OperatorImport op)
    {
        int[] shape = op.Ints(1);
        op.Add(Limits.IsLegal(shape) ? new BroadcastTo(shape) : throw op.Error("its shape is too large"), op.Input(0));
    }

    /// <summary>REVERSE_V2: data, axes.</summary>
    public static void Reverse(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] axes = [.. op.Ints(1).Select(axis => op.Axis(axis, data.Rank))];
        op.Add(
            new StridedSlice(
                [.. data.Shape.Select((size, axis) => axes.Contains(axis) ? size - 1 : 0)], data.Shape,
                [.. data.Shape.Select((_, axis) => axes.Contains(axis) ? -1 : 1)]),
            data);
    }

    /// <summary>MIRROR_PAD: data, borders [rank, 2]; the outermost element is repeated where the mode is SYMMETRIC.</summary>
    public static void MirrorPad(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] borders = op.Ints(1);
        int edge = op.InRange(op.Options(OptionsType.MirrorPad).Int8(0), 0, 1, "its mode");
        if (borders.Length != 2 * data.Rank || borders.Select((border, i) => border + 1 - edge > data.Shape[i / 2] || border < 0).Any(outside => outside))
        {
            throw op.Error($"its borders [{string.Join(',', borders.Take(2 * Limits.Rank))}] do not fit [{string.Join(',', data.Shape)}]");
        }

        for (int axis = 0; axis < data.Rank; axis++)
        {
            data = Mirrored(op, data, axis, borders[2 * axis], borders[(2 * axis) + 1], 1 - edge);
        }

        op.Add(Reshape.To(data.Shape), data);
    }

    /// <summary>RESIZE_BILINEAR: data, size [2].</summary>
    public static void ResizeBilinear(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.ResizeBilinear);
        if (op.Ints(1) is not [int height, int width])
        {
            throw op.Error("its size must be two integers");
        }

        Sampling sampling = options.Bool(2) ? Sampling.AlignCorners : options.Bool(3) ? Sampling.HalfPixel : Sampling.Asymmetric;
        op.Add(new ResizeBilinear(op.Extent(height, "the height"), op.Extent(width, "the width"), sampling), op.Input(0));
    }

    /// <summary>GATHER_ND: data, tuples of indices.</summary>
    public static void GatherNd(OperatorImport op) => op.Add(new GatherNd(), op.Input(0), op.Input(1));

    private static (Value Data, int[] Shape, int Block) Blocks(OperatorImport op, OptionsType options)
    {
        Value data = op.Input(0);
        return data.Rank == 4
            ? (data, data.Shape, op.Extent(op.Options(options).Int32(0), "the block's size"))
            : throw op.Error($"its data have shape [{string.Join(',', data.Shape)}] and must have 4 dimensions");
    }

    private static int Part(OperatorImport op, int size, int parts) => size % parts == 0
        ? size / parts
        : throw op.Error($"a size of {size} cannot be cut into blocks of {parts}");

    private static int Checked(OperatorImport op, Value data, int[] blocks, int[] borders)
    {
        bool fits = blocks.Length >= 1 && data.Rank > blocks.Length && borders.Length == 2 * blocks.Length
            && blocks.All(block => block is >= 1 and <= Limits.Extent) && borders.All(border => border is >= 0 and <= Limits.Extent);
        return fits ? blocks.Length : throw op.Error($"{blocks.Length} block sizes and {borders.Length} borders do not fit [{string.Join(',', data.Shape)}]");
    }

    private static void Rearrange(OperatorImport op, Value data, int[] split, int[] order, int[] shape)
    {
        Value apart = op.Intermediate("apart", Reshape.To(split), data);
        op.Add(Reshape.To(shape), op.Intermediate("moved", new Transpose(order), apart));
    }

    /// <summary>Joins reversed ends to an axis.</summary>
    private static Value Mirrored(OperatorImport op, Value data, int axis, int before, int after, int skipped)
    {
        Value Reversed(string suffix, int start, int count)
        {
            int[] begin = new int[data.Rank], size = [.. data.Shape], stride = [.. Enumerable.Repeat(1, data.Rank)];
            (begin[axis], size[axis], stride[axis]) = (start, count, -1);
            return op.Intermediate(suffix, new StridedSlice(begin, size, stride), data);
        }

        List<Value> parts = [data];
        if (before > 0)
        {
            parts.Insert(0, Reversed($"before {axis}", before - 1 + skipped, before));
        }

        if (after > 0)
        {
            parts.Add(Reversed($"after {axis}", data.Shape[axis] - 1 - skipped, after));
        }

        return parts.Count == 1 ? data : op.Intermediate($"axis {axis}", new Concatenation(axis), parts);
    }
}
