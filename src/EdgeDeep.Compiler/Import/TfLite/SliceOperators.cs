using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Operators that take parts of a tensor: all of them become <see cref="StridedSlice"/>.</summary>
internal static class SliceOperators
{
    /// <summary>SLICE: data, begin, size; a size of -1 reaches to the end.</summary>
    public static void Slice(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] begin = op.Ints(1), size = op.Ints(2);
        if (begin.Length != data.Rank || size.Length != data.Rank)
        {
            throw op.Error($"it has {begin.Length} begins and {size.Length} sizes for data of {data.Rank} dimensions");
        }

        for (int axis = 0; axis < data.Rank; axis++)
        {
            op.InRange(begin[axis], 0, data.Shape[axis] - 1, "a begin");
            size[axis] = op.InRange(size[axis] == -1 ? data.Shape[axis] - begin[axis] : size[axis], 1, data.Shape[axis] - begin[axis], "a size");
        }

        op.Add(new StridedSlice(begin, size, Ones(data.Rank)), data);
    }

    /// <summary>SPLIT: axis, data; equal parts, one for each result.</summary>
    public static void Split(OperatorImport op)
    {
        Value data = op.Input(1);
        int axis = op.Axis(op.Int(0), data.Rank);
        int parts = op.InRange(op.Options(OptionsType.Split).Int32(0), 1, op.OutputCount, "the number of parts");
        if (data.Shape[axis] % parts != 0)
        {
            throw op.Error($"dimension {axis} of [{string.Join(',', data.Shape)}] does not split into {parts} equal parts");
        }

        Parts(op, data, axis, [.. Enumerable.Repeat(data.Shape[axis] / parts, parts)]);
    }

    /// <summary>SPLIT_V: data, sizes, axis; one size may be -1 and takes what is left.</summary>
    public static void SplitV(OperatorImport op)
    {
        Value data = op.Input(0);
        int axis = op.Axis(op.Int(2), data.Rank);
        int[] sizes = op.Ints(1);
        int free = Array.IndexOf(sizes, -1);
        long known = sizes.Where((_, i) => i != free).Sum(size => (long)size);
        if (free >= 0)
        {
            sizes[free] = (int)Math.Clamp(data.Shape[axis] - known, 0, int.MaxValue);
            known += sizes[free];
        }

        if (known != data.Shape[axis] || sizes.Any(size => size < 1) || sizes.Length != op.OutputCount)
        {
            throw op.Error($"dimension {axis} of [{string.Join(',', data.Shape)}] does not split into {op.OutputCount} parts as asked");
        }

        Parts(op, data, axis, sizes);
    }

    /// <summary>UNPACK: data; one result for each element of a dimension, which goes away.</summary>
    public static void Unpack(OperatorImport op)
    {
        Value data = op.Input(0);
        int axis = op.Axis(op.Options(OptionsType.Unpack).Int32(1), data.Rank);
        if (data.Shape[axis] != op.OutputCount)
        {
            throw op.Error($"dimension {axis} of [{string.Join(',', data.Shape)}] does not unpack into {op.OutputCount} results");
        }

        for (int i = 0; i < op.OutputCount; i++)
        {
            (int[] begin, int[] size) = (new int[data.Rank], (int[])data.Shape.Clone());
            (begin[axis], size[axis]) = (i, 1);
            Value part = op.Intermediate($"{i}", new StridedSlice(begin, size, Ones(data.Rank)), data);
            MovementOperators.To(op, part, [.. data.Shape[..axis], .. data.Shape[(axis + 1)..]], i);
        }
    }

    /// <summary>
    /// STRIDED_SLICE: data, begin, end, strides. Bits of the masks, one for each entry of these lists: begin and end mean
    /// "from the first" and "to the last" element; an ellipsis stands for all axes not named; a new axis has size 1; a
    /// shrunk axis keeps one element and goes away.
    /// </summary>
    public static void StridedSlice(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.StridedSlice);
        int beginMask = options.Int32(0), endMask = options.Int32(1), ellipsis = options.Int32(2), newAxis = options.Int32(3), shrink = options.Int32(4);
        Value data = op.Input(0);
        int[] begins = op.Ints(1), ends = op.Ints(2), strides = op.Ints(3);
        int entries = op.InRange(begins.Length, 0, 2 * Limits.Rank, "the number of begins");
        if (ends.Length != entries || strides.Length != entries)
        {
            throw op.Error($"it has {entries} begins, {ends.Length} ends and {strides.Length} strides");
        }

        Slicing slicing = new(data.Shape);
        int named = Enumerable.Range(0, entries).Count(i => !Bit(ellipsis, i) && !Bit(newAxis, i));
        op.InRange(named, 0, data.Rank, "the number of sliced dimensions");
        for (int i = 0; i < entries; i++)
        {
            if (Bit(ellipsis, i))
            {
                slicing.KeepWhole(data.Rank - named);
                named = data.Rank;
            }
            else if (Bit(newAxis, i))
            {
                slicing.Shape.Add(1);
            }
            else if (Bit(shrink, i))
            {
                int length = slicing.Length, at = Bit(beginMask, i) ? 0 : begins[i];
                slicing.TakeOne(op.InRange(at < 0 ? at + length : at, 0, length - 1, "a begin"));
            }
            else
            {
                (int begin, int size) = Range(op, slicing.Length, Bit(beginMask, i) ? null : begins[i], Bit(endMask, i) ? null : ends[i], strides[i]);
                slicing.Take(begin, size, strides[i]);
            }
        }

        slicing.KeepWhole(data.Rank - slicing.Axis);
        if (slicing.Shape.SequenceEqual(slicing.Size))
        {
            op.Add(slicing.Operator, data);
        }
        else
        {
            MovementOperators.To(op, op.Intermediate("slice", slicing.Operator, data), [.. slicing.Shape]);
        }
    }

    /// <summary>First index and number of elements of a range; negative bounds count from the end.</summary>
    private static (int Begin, int Size) Range(OperatorImport op, int length, int? begin, int? end, int stride)
    {
        if (stride is 0 or < -Limits.Extent or > Limits.Extent)
        {
            throw op.Error($"a stride is {stride} and must be from -{Limits.Extent} to {Limits.Extent} without 0");
        }

        // A backward range may end before element 0, a forward one behind the last.
        (int low, int high) = stride > 0 ? (0, length) : (-1, length - 1);
        int first = begin is { } b ? Math.Clamp(b < 0 ? b + length : b, low, high) : stride > 0 ? 0 : length - 1;
        int last = end is { } e ? Math.Clamp(e < 0 ? e + length : e, low, high) : stride > 0 ? length : -1;
        int size = stride > 0 ? (last - first + stride - 1) / stride : (first - last - stride - 1) / -stride;
        return size > 0 ? (first, size) : throw op.Error("it takes no element");
    }

    private static void Parts(OperatorImport op, Value data, int axis, int[] sizes)
    {
        int start = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            (int[] begin, int[] size) = (new int[data.Rank], (int[])data.Shape.Clone());
            (begin[axis], size[axis]) = (start, sizes[i]);
            op.Compute(i, new StridedSlice(begin, size, Ones(data.Rank)), data);
            start += sizes[i];
        }
    }

    private static bool Bit(int mask, int index) => (mask >> index & 1) != 0;

    private static int[] Ones(int rank) => [.. Enumerable.Repeat(1, rank)];

    /// <summary>A slice that is put together axis by axis, and the shape that is left where axes come and go.</summary>
    private sealed class Slicing(int[] data)
    {
        private readonly int[] _begin = new int[data.Length];
        private readonly int[] _stride = Ones(data.Length);

        /// <summary>Axis of the data that comes next.</summary>
        public int Axis { get; private set; }

        /// <summary>Size of the data along that axis.</summary>
        public int Length => data[Axis];

        /// <summary>Number of elements along each axis of the data.</summary>
        public int[] Size { get; } = (int[])data.Clone();

        /// <summary>The result's shape.</summary>
        public List<int> Shape { get; } = [];

        /// <summary>The slice without changes of the axes.</summary>
        public StridedSlice Operator => new(_begin, Size, _stride);

        /// <summary>Takes all of some axes.</summary>
        public void KeepWhole(int axes)
        {
            for (int i = 0; i < axes; i++)
            {
                Take(0, Length, 1);
            }
        }

        /// <summary>Takes one element of an axis, which goes away.</summary>
        public void TakeOne(int at) => (_begin[Axis], Size[Axis++]) = (at, 1);

        /// <summary>Takes a range of an axis.</summary>
        public void Take(int begin, int size, int stride)
        {
            (_begin[Axis], Size[Axis], _stride[Axis]) = (begin, size, stride);
            Axis++;
            Shape.Add(size);
        }
    }
}
