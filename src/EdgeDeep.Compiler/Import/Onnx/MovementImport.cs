using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Operators that move elements: join, cut, pad, permute, resize.</summary>
internal static class MovementImport
{
    /// <summary>Transpose; without a permutation all axes are reversed.</summary>
    public static IReadOnlyList<Value> Transpose(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] permutation = node.Ints("perm") ?? [.. Enumerable.Range(0, data.Rank).Reverse()];
        return permutation.Order().SequenceEqual(Enumerable.Range(0, data.Rank))
            ? [node.Transpose(data, permutation)]
            : throw node.Error($"[{string.Join(',', permutation)}] is no permutation of {data.Rank} axes");
    }

    /// <summary>Concat.</summary>
    public static IReadOnlyList<Value> Concat(OnnxNode node)
    {
        Value[] parts = [.. Enumerable.Range(0, node.InputCount).Select(node.Input)];
        return parts.Length switch
        {
            0 => throw node.Error("it has no inputs"),
            1 => [parts[0]],
            _ => [node.Add(new Concatenation(node.Axis(node.Int("axis", 1), parts[0].Rank)), parts)],
        };
    }

    /// <summary>Slice; bounds are attributes before operator set 10 and inputs since.</summary>
    public static IReadOnlyList<Value> Slice(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] starts = node.IntsFrom(1, "starts") ?? throw node.Error("it has no starts");
        int[] ends = node.IntsFrom(2, "ends") ?? throw node.Error("it has no ends");
        int[] axes = node.IntsFrom(3, "axes") ?? [.. Enumerable.Range(0, starts.Length)];
        int[] steps = node.IntsFrom(4, "steps") ?? [.. Enumerable.Repeat(1, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
        {
            throw node.Error("its starts, ends, axes and steps differ in number");
        }

        int[] begin = new int[data.Rank], size = [.. data.Shape], stride = [.. Enumerable.Repeat(1, data.Rank)];
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = node.Axis(axes[i], data.Rank);
            long length = data.Shape[axis], step = steps[i];
            if (step == 0)
            {
                throw node.Error("a step of 0 goes nowhere");
            }

            long start = starts[i] < 0 ? starts[i] + length : starts[i], end = ends[i] < 0 ? ends[i] + length : ends[i];
            start = step > 0 ? Math.Clamp(start, 0, length) : Math.Clamp(start, -1, length - 1);
            end = step > 0 ? Math.Clamp(end, 0, length) : Math.Clamp(end, -1, length - 1);
            long count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
            (begin[axis], size[axis], stride[axis]) = ((int)start, (int)Math.Max(0, count), (int)step);
        }

        return size.AsSpan().SequenceEqual(data.Shape) && stride.All(step => step == 1)
            ? [data]
            : [node.Add(new StridedSlice(begin, size, stride), data)];
    }

    /// <summary>Split into given sizes or equal parts.</summary>
    public static IReadOnlyList<Value> Split(OnnxNode node)
    {
        Value data = node.Input(0);
        int axis = node.Axis(node.Int("axis", 0), data.Rank), length = data.Shape[axis];
        int parts = Math.Max(1, node.Int("num_outputs", node.OutputCount)), part = (length + parts - 1) / parts;
        int[] sizes = node.IntsFrom(1, "split")
            ?? [.. Enumerable.Range(0, parts).Select(i => Math.Min(part, length - (i * part)))];
        if (sizes.Any(size => size <= 0) || sizes.Sum() != length)
        {
            throw node.Error($"parts of [{string.Join(',', sizes)}] do not add up to {length}");
        }

        List<Value> results = [];
        int[] begin = new int[data.Rank], ones = [.. Enumerable.Repeat(1, data.Rank)];
        foreach (int size in sizes)
        {
            int[] shape = [.. data.Shape];
            shape[axis] = size;
            results.Add(node.Add(new StridedSlice([.. begin], shape, ones), data));
            begin[axis] += size;
        }

        return results;
    }

    /// <summary>Pad with a constant, or with what is reflected at one end of one axis; negative amounts are not supported.</summary>
    public static IReadOnlyList<Value> Pad(OnnxNode node)
    {
        Value data = node.Input(0);
        string mode = node.Text("mode", "constant");
        int[] pads = node.IntsFrom(1, "pads") ?? throw node.Error("it has no pads");
        int[] axes = node.IntsFrom(3, "axes") ?? [.. Enumerable.Range(0, data.Rank)];
        if (mode is not ("constant" or "reflect") || pads.Length != 2 * axes.Length || pads.Any(pad => pad < 0))
        {
            throw node.Error($"mode '{mode}' with pads [{string.Join(',', pads)}] is not supported, only a constant or reflected border of 0 or more");
        }

        int[] before = new int[data.Rank], after = new int[data.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Axis(axes[i], data.Rank);
            (before[axis], after[axis]) = (pads[i], pads[i + axes.Length]);
        }

        if (mode == "reflect")
        {
            return [Enumerable.Range(0, data.Rank).Aggregate(data, (part, axis) => Reflected(node, part, axis, before[axis], after[axis]))];
        }

        float value = node.FloatFrom(2, "value", 0);
        return pads.All(pad => pad == 0) ? [data] : [node.Add(new Pad(before, after, value), data)];
    }

    /// <summary>Joins the elements next to both ends of an axis, in reverse order, to it; the outermost ones are not repeated.</summary>
    private static Value Reflected(OnnxNode node, Value data, int axis, int before, int after)
    {
        int length = data.Shape[axis];
        if (Math.Max(before, after) >= length)
        {
            throw node.Error($"it reflects {Math.Max(before, after)} elements of an axis that has {length}");
        }

        Value Reversed(int start, int count)
        {
            int[] begin = new int[data.Rank], size = [.. data.Shape], stride = [.. Enumerable.Repeat(1, data.Rank)];
            (begin[axis], size[axis], stride[axis]) = (start, count, -1);
            return node.Add(new StridedSlice(begin, size, stride), data);
        }

        Value[] parts =
        [
            .. before > 0 ? (Value[])[Reversed(before, before)] : [],
            data,
            .. after > 0 ? (Value[])[Reversed(length - 2, after)] : [],
        ];
        return parts.Length == 1 ? data : node.Add(new Concatenation(axis), parts);
    }

    /// <summary>Gather; negative constant indices count from the end.</summary>
    public static IReadOnlyList<Value> Gather(OnnxNode node)
    {
        Value data = node.Input(0), indices = node.Input(1);
        int axis = node.Axis(node.Int("axis", 0), data.Rank);
        if (indices.IsConstant)
        {
            int length = data.Shape[axis];
            int[] picked = [.. indices.AsInts().Select(index => index < 0 ? index + length : index)];
            if (picked.Any(index => index < 0 || index >= length))
            {
                throw node.Error($"an index lies outside the {length} elements of axis {axis}");
            }

            indices = Value.Constant<int>($"{node.Name}/indices", Runtime.Plans.ElementType.Int32, indices.Shape, picked);
        }

        return [node.Add(new Gather(axis), data, indices)];
    }
}
