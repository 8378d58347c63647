using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Operators that only move elements: shapes, borders, permutations, joins and look-ups.</summary>
internal static class MovementOperators
{
    /// <summary>RESHAPE: data, shape (or the shape among the attributes); one -1 stands for what is left.</summary>
    public static void Reshape(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] shape = op.OptionalInput(1) is not null ? op.Ints(1) : op.Options(OptionsType.Reshape).Int32s(0);
        int free = Array.IndexOf(shape, -1);
        if (free >= 0)
        {
            int[] known = [.. shape.Where((_, axis) => axis != free)];
            if (!Limits.IsLegal(known) || data.Elements % known.Aggregate(1, (a, b) => a * b) != 0)
            {
                throw op.Error($"[{string.Join(',', data.Shape)}] cannot be given the shape [{string.Join(',', shape.Take(Limits.Rank + 1))}]");
            }

            shape[free] = data.Elements / known.Aggregate(1, (a, b) => a * b);
        }

        To(op, data, shape);
    }

    /// <summary>SQUEEZE: the dimensions to drop, or all of size 1 where none are given.</summary>
    public static void Squeeze(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] axes = [.. op.Options(OptionsType.Squeeze).Int32s(0).Select(axis => op.Axis(axis, data.Rank))];
        To(op, data, [.. data.Shape.Where((size, axis) => axes.Length > 0 ? !axes.Contains(axis) : size != 1)]);
    }

    /// <summary>EXPAND_DIMS: data, the place of a new dimension of size 1.</summary>
    public static void ExpandDims(OperatorImport op)
    {
        Value data = op.Input(0);
        int axis = op.Axis(op.Int(1), data.Rank + 1);
        To(op, data, [.. data.Shape[..axis], 1, .. data.Shape[axis..]]);
    }

    /// <summary>TRANSPOSE: data, permutation.</summary>
    public static void Transpose(OperatorImport op) => op.Add(new Transpose(op.Ints(1)), op.Input(0));

    /// <summary>CONCATENATION.</summary>
    public static void Concatenation(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.Concatenation);
        op.NoActivation(options.Int8(1));
        Join(op, op.Axis(options.Int32(0), op.Input(0).Rank), [.. Enumerable.Range(0, op.InputCount).Select(op.Input)]);
    }

    /// <summary>PACK: operands of one shape, each becoming one element of a new dimension.</summary>
    public static void Pack(OperatorImport op)
    {
        int axis = op.Axis(op.Options(OptionsType.Pack).Int32(1), op.Input(0).Rank + 1);
        Join(op, axis, [.. Enumerable.Range(0, op.InputCount).Select(i =>
        {
            int[] shape = op.Input(i).Shape;
            op.InRange(axis, 0, shape.Length, "the new dimension's place");
            return op.Intermediate($"{i}", Ops.Reshape.To([.. shape[..axis], 1, .. shape[axis..]]), op.Input(i));
        })]);
    }

    /// <summary>PAD and PADV2: data, borders [rank, 2], and for PADV2 the border's value.</summary>
    public static void Pad(OperatorImport op)
    {
        Value data = op.Input(0);
        int[] borders = op.Ints(1);
        if (borders.Length != 2 * data.Rank)
        {
            throw op.Error($"it has {borders.Length} borders and the data has {data.Rank} dimensions");
        }

        foreach (int border in borders)
        {
            op.InRange(border, 0, Limits.Extent, "a border");
        }

        op.Add(
            new Pad(
                [.. borders.Where((_, i) => i % 2 == 0)],
                [.. borders.Where((_, i) => i % 2 == 1)],
                op.OptionalInput(2) is { } value ? Real.Single(op, value) : 0),
            data);
    }

    /// <summary>RESIZE_NEAREST_NEIGHBOR: data, size [2].</summary>
    public static void ResizeNearest(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.ResizeNearestNeighbor);
        if (op.Ints(1) is not [int height, int width])
        {
            throw op.Error("its size must be two integers");
        }

        op.Add(
            new ResizeNearest(op.Extent(height, "the height"), op.Extent(width, "the width"), options.Bool(0), options.Bool(1)),
            op.Input(0));
    }

    /// <summary>GATHER: data, indices.</summary>
    public static void Gather(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.Gather);
        if (options.Int32(1) != 0)
        {
            throw op.Error("batch dimensions are not supported; reshape the data first");
        }

        Value data = op.Input(0), indices = op.Input(1);
        int axis = op.Axis(options.Int32(0), data.Rank);
        if (indices.Type is not (ElementType.Int32 or ElementType.Int64))
        {
            throw op.Error($"its indices are {ElementTypes.NameOf(indices.Type)} and must be int32");
        }

        if (indices.IsConstant)
        {
            foreach (int index in op.Ints(1))
            {
                op.InRange(index, 0, data.Shape[axis] - 1, "an index");
            }
        }

        op.Add(new Gather(axis), data, indices);
    }

    /// <summary>The data under another shape of as many elements.</summary>
    public static void To(OperatorImport op, Value data, int[] shape, int output = 0)
    {
        if (!Limits.IsLegal(shape) || shape.Aggregate(1, (a, b) => a * b) != data.Elements)
        {
            throw op.Error($"[{string.Join(',', data.Shape)}] cannot be given the shape [{string.Join(',', shape.Take(Limits.Rank + 1))}]");
        }

        op.Compute(output, Ops.Reshape.To(shape), data);
    }

    private static void Join(OperatorImport op, int axis, Value[] parts)
    {
        if (parts.Any(part => part.Type != parts[0].Type))
        {
            throw op.Error("its operands have different element types");
        }

        if (parts.Sum(part => (long)part.Elements) > Limits.Elements)
        {
            throw op.Error("its result would be too large");
        }

        op.Add(new Concatenation(axis), parts);
    }
}
