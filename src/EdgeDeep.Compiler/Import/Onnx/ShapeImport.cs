using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Operators about shapes, constants and types. Arithmetic on shapes is folded because every shape is known.</summary>
internal static class ShapeImport
{
    /// <summary>Reshape; 0 copies a dimension unless allowzero is set.</summary>
    public static IReadOnlyList<Value> Reshape(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] shape = node.IntsFrom(1, "shape") ?? throw node.Error("it has no shape");
        bool allowZero = node.Int("allowzero", 0) != 0;
        int free = shape.Count(d => d == -1);
        if (free > 1 || shape.Any(d => d < -1 || (d == 0 && allowZero)) || shape.Where((d, i) => d == 0 && i >= data.Rank).Any())
        {
            throw node.Error($"its shape [{string.Join(',', shape)}] cannot be resolved");
        }

        int[] resolved = [.. shape.Select((d, i) => d == 0 ? data.Shape[i] : d)];
        int known = resolved.Where(d => d != -1).Aggregate(1, (a, b) => checked(a * b));
        if (free == 0 ? known != data.Elements : data.Elements % known != 0)
        {
            throw node.Error($"[{string.Join(',', data.Shape)}] cannot become [{string.Join(',', shape)}]");
        }

        return [node.Reshape(data, [.. resolved.Select(d => d == -1 ? data.Elements / known : d)])];
    }

    /// <summary>Flatten to a matrix: the dimensions before the axis are rows.</summary>
    public static IReadOnlyList<Value> Flatten(OnnxNode node)
    {
        Value data = node.Input(0);
        int axis = node.Int("axis", 1);
        axis = axis == data.Rank ? axis : node.Axis(axis, data.Rank);
        int rows = data.Shape[..axis].Aggregate(1, (a, b) => a * b);
        return [node.Reshape(data, rows, data.Elements / rows)];
    }

    /// <summary>Squeeze; without axes every dimension of 1 goes.</summary>
    public static IReadOnlyList<Value> Squeeze(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] axes = [.. (node.IntsFrom(1, "axes") ?? [.. Enumerable.Range(0, data.Rank).Where(i => data.Shape[i] == 1)])
            .Select(axis => node.Axis(axis, data.Rank))];
        return axes.All(axis => data.Shape[axis] == 1)
            ? [node.Reshape(data, [.. data.Shape.Where((_, i) => !axes.Contains(i))])]
            : throw node.Error($"it squeezes a dimension other than 1 out of [{string.Join(',', data.Shape)}]");
    }

    /// <summary>Unsqueeze.</summary>
    public static IReadOnlyList<Value> Unsqueeze(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] axes = node.IntsFrom(1, "axes") ?? throw node.Error("it has no axes");
        int rank = data.Rank + axes.Length;
        axes = [.. axes.Select(axis => node.Axis(axis, rank))];
        if (axes.Distinct().Count() != axes.Length)
        {
            throw node.Error("it inserts one axis twice");
        }

        int next = 0;
        return [node.Reshape(data, [.. Enumerable.Range(0, rank).Select(i => axes.Contains(i) ? 1 : data.Shape[next++])])];
    }

    /// <summary>Shape as a constant.</summary>
    public static IReadOnlyList<Value> Shape(OnnxNode node)
    {
        int[] shape = node.Input(0).Shape;
        int Bound(int value) => Math.Clamp(value < 0 ? value + shape.Length : value, 0, shape.Length);
        int start = Bound(node.Int("start", 0)), end = Bound(node.Int("end", shape.Length));
        long[] part = [.. shape[start..Math.Max(start, end)].Select(d => (long)d)];
        return [Value.Constant<long>($"{node.Name}/shape", ElementType.Int64, [part.Length], part)];
    }

    /// <summary>Size as a constant.</summary>
    public static IReadOnlyList<Value> Size(OnnxNode node) => [Longs($"{node.Name}/size", [], node.Input(0).Elements)];

    /// <summary>ConstantOfShape.</summary>
    public static IReadOnlyList<Value> ConstantOfShape(OnnxNode node)
    {
        int[] shape = node.IntsFrom(0, "shape") ?? throw node.Error("it has no shape");
        Value element = node.Tensor("value") ?? Value.Constant("zero", [1], [0f]);
        if (element.Elements != 1 || shape.Any(d => d < 0) || shape.Aggregate(1L, (a, b) => Math.Min(a, int.MaxValue) * b) > ConstantFolding.LargestResult)
        {
            throw node.Error($"it cannot fill the shape [{string.Join(',', shape)}]");
        }

        Value result = new($"{node.Name}/filled", element.Type, shape);
        result.Data = new byte[result.Elements * element.Data!.Length];
        for (int i = 0; i < result.Data.Length; i += element.Data.Length)
        {
            element.Data.CopyTo(result.Data, i);
        }

        return [result];
    }

    /// <summary>Range of integer constants.</summary>
    public static IReadOnlyList<Value> Range(OnnxNode node)
    {
        int[] bounds = [.. Enumerable.Range(0, 3).Select(i => node.Constant(i, "bound").AsInts() is [int only] ? only : throw node.Error("its bounds must be single integers"))];
        int count = bounds[2] == 0 ? 0 : (int)Math.Ceiling((bounds[1] - (double)bounds[0]) / bounds[2]);
        return count is > 0 and <= ConstantFolding.LargestResult
            ? [Longs($"{node.Name}/range", [count], [.. Enumerable.Range(0, count).Select(i => bounds[0] + (i * bounds[2]))])]
            : throw node.Error($"from {bounds[0]} to {bounds[1]} in steps of {bounds[2]} there are no or too many numbers");
    }

    /// <summary>Constant, in each form that holds numbers.</summary>
    public static IReadOnlyList<Value> Constant(OnnxNode node)
    {
        string name = node.Name;
        return node.Tensor("value") is { } tensor ? [tensor]
            : node.Ints("value_ints") is { } ints ? [Longs(name, [ints.Length], ints)]
            : node.Floats("value_floats") is { } floats ? [Value.Constant(name, [floats.Length], floats)]
            : node.Has("value_int") ? [Longs(name, [], node.Int("value_int", 0))]
            : node.Has("value_float") ? [Value.Constant(name, [], [node.Float("value_float", 0)])]
            : throw node.Error("it holds no tensor of numbers");
    }

    /// <summary>Identity: the data as it is.</summary>
    public static IReadOnlyList<Value> PassThrough(OnnxNode node) => [node.Input(0)];

    /// <summary>Dropout at inference: the data as it is.</summary>
    public static IReadOnlyList<Value> Dropout(OnnxNode node)
    {
        node.Ignore("ratio", "seed", "is_test", "consumed_inputs");
        return node.Optional(2) is null || node.Constant(2, "training mode").Data is [0]
            ? [node.Input(0)]
            : throw node.Error("it is in training mode; export the model for inference");
    }

    /// <summary>Cast between floats, of constants, or of bytes to float.</summary>
    public static IReadOnlyList<Value> Cast(OnnxNode node)
    {
        node.Ignore("saturate", "round_mode");
        Value data = node.Input(0);
        ElementType type = TensorReader.TypeOf((Proto.TensorProto.Types.DataType)node.Int("to", 0), "its attribute 'to'");
        return data.Type == type ? [data]
            : data.IsConstant ? [ConstantFolding.Cast(data, type)]
            : data.Type is ElementType.Int8 or ElementType.UInt8 && type == ElementType.Float32
                ? [QuantizationImport.ToFloat(node, data, new Quantization(1, 0))]
            : [node.Add(new Ops.Cast(type == ElementType.Int64 ? ElementType.Int32 : type), data)];
    }

    private static Value Longs(string name, int[] shape, params int[] values) =>
        Value.Constant<long>(name, ElementType.Int64, shape, [.. values.Select(value => (long)value)]);
}
