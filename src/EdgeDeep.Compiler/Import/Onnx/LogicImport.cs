using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Comparisons, logic, choices and rankings; those of constants are decided while importing.</summary>
internal static class LogicImport
{
    /// <summary>Equal and the other comparisons.</summary>
    public static ImportFunction Compare(CompareKind kind) => node =>
    {
        Value a = node.Input(0), b = node.Input(1);
        return a.Type == b.Type
            ? [node.Add(new Compare(kind), Narrow(node, a), Narrow(node, b))]
            : throw node.Error($"its operands have types {ElementTypes.NameOf(a.Type)} and {ElementTypes.NameOf(b.Type)}");
    };

    /// <summary>And, Or and Xor.</summary>
    public static ImportFunction Logical(LogicalKind kind) => node => [node.Add(new Logical(kind), node.Input(0), node.Input(1))];

    /// <summary>Not: exactly one of the data and true.</summary>
    public static IReadOnlyList<Value> Not(OnnxNode node) =>
        [node.Add(new Logical(LogicalKind.Xor), node.Input(0), new Value($"{node.Name}/true", ElementType.Bool) { Data = [1] })];

    /// <summary>Where: condition, data where it holds, data where it does not; all broadcast.</summary>
    public static IReadOnlyList<Value> Where(OnnxNode node)
    {
        Value condition = node.Input(0), a = node.Input(1), b = node.Input(2);
        Node shaped = new(node.Name, new Compare(CompareKind.Equal), [a, b], [new Value("wide", ElementType.Bool)]);
        int[] shape = Shapes.Broadcast(shaped, Shapes.Broadcast(shaped, a.Shape, b.Shape), condition.Shape);
        return a.Type == b.Type
            ? [node.Add(new Select(), [Wide(node, condition, shape), Wide(node, a, shape), Wide(node, b, shape)], a.Type)]
            : throw node.Error($"its data have types {ElementTypes.NameOf(a.Type)} and {ElementTypes.NameOf(b.Type)}");
    }

    /// <summary>TopK: the axis is brought to the end; the count is an attribute before operator set 10.</summary>
    public static IReadOnlyList<Value> TopK(OnnxNode node)
    {
        node.Demand("sorted", 1);
        Value data = node.Input(0);
        int axis = node.Axis(node.Int("axis", -1), data.Rank);
        int count = node.Optional(1) is null ? node.Int("k", 0) : node.IntsFrom(1, "k") is [int only] ? only : throw node.Error("its count must be one integer");
        int[] swap = [.. Enumerable.Range(0, data.Rank)];
        (swap[axis], swap[^1]) = (swap[^1], swap[axis]);
        Value values = new($"{node.Name}/values", data.Type), indices = new($"{node.Name}/indices", ElementType.Int32);
        node.Context.Append(new Node(node.Name, new TopK(count, node.Int("largest", 1) == 0), [node.Transpose(data, swap)], [values, indices]));
        return [node.Transpose(values, swap), node.Transpose(indices, swap)];
    }

    /// <summary>A value repeated to a shape, where it has another one.</summary>
    public static Value Wide(OnnxNode node, Value value, int[] shape) =>
        value.Shape.AsSpan().SequenceEqual(shape) ? value : node.Add(new BroadcastTo(shape), value);

    /// <summary>Constants of 64 bits as 32-bit integers, which computed ones are.</summary>
    private static Value Narrow(OnnxNode node, Value value) => value is { IsConstant: true, Type: ElementType.Int64 }
        ? Value.Constant<int>($"{value.Name}/int32", ElementType.Int32, value.Shape, value.AsInts())
        : value;
}
