using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Reductions over axes.</summary>
internal static class ReduceImport
{
    /// <summary>ReduceMean, ReduceSum, ReduceMax, ReduceMin or ReduceProd; axes are an attribute in older operator sets and an input in newer ones.</summary>
    public static ImportFunction Reduce(ReduceKind kind) => node => [Over(node, kind, node.Input(0))];

    private static Value Over(OnnxNode node, ReduceKind kind, Value data)
    {
        int[] axes = node.IntsFrom(1, "axes") ?? [];
        if (axes.Length == 0 && node.Int("noop_with_empty_axes", 0) != 0)
        {
            return data;
        }

        axes = axes.Length == 0
            ? [.. Enumerable.Range(0, data.Rank)]
            : [.. axes.Select(axis => node.Axis(axis, data.Rank)).Order().Distinct()];
        return node.Add(new Reduce(kind, axes, node.Int("keepdims", 1) != 0), data);
    }

    /// <summary>ReduceL1: the sum of absolute values.</summary>
    public static IReadOnlyList<Value> L1(OnnxNode node) => [Over(node, ReduceKind.Sum, node.Add(new Unary(UnaryKind.Abs), node.Input(0)))];

    /// <summary>ReduceL2: the root of the sum of squares.</summary>
    public static IReadOnlyList<Value> L2(OnnxNode node) => [node.Add(new Unary(UnaryKind.Sqrt), Over(node, ReduceKind.Sum, Square(node)))];

    /// <summary>ReduceSumSquare.</summary>
    public static IReadOnlyList<Value> SumSquare(OnnxNode node) => [Over(node, ReduceKind.Sum, Square(node))];

    /// <summary>ReduceLogSum: the logarithm of the sum.</summary>
    public static IReadOnlyList<Value> LogSum(OnnxNode node) => [node.Add(new Unary(UnaryKind.Log), Over(node, ReduceKind.Sum, node.Input(0)))];

    /// <summary>ReduceLogSumExp: the logarithm of the sum of exponentials.</summary>
    public static IReadOnlyList<Value> LogSumExp(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.Log), Over(node, ReduceKind.Sum, node.Add(new Unary(UnaryKind.Exp), node.Input(0))))];

    /// <summary>Mean of one or more operands.</summary>
    public static IReadOnlyList<Value> MeanOfOperands(OnnxNode node)
    {
        Value sum = node.Input(0);
        for (int i = 1; i < node.InputCount; i++)
        {
            sum = node.Add(new Binary(BinaryKind.Add, Clamp.None), sum, node.Input(i));
        }

        return node.InputCount == 1
            ? [sum]
            : [node.Add(new Binary(BinaryKind.Mul, Clamp.None), sum, Value.Constant($"{node.Name}/share", [], [1f / node.InputCount]))];
    }

    /// <summary>ArgMax: the first index where several are equal.</summary>
    public static IReadOnlyList<Value> ArgMax(OnnxNode node)
    {
        node.Demand("select_last_index", 0);
        Value data = node.Input(0);
        return [node.Add(new ArgMax(node.Axis(node.Int("axis", 0), data.Rank), node.Int("keepdims", 1) != 0), data)];
    }

    /// <summary>ArgMin: the first index where several are equal.</summary>
    public static IReadOnlyList<Value> ArgMin(OnnxNode node)
    {
        node.Demand("select_last_index", 0);
        Value data = node.Input(0);
        return [node.Add(new ArgMax(node.Axis(node.Int("axis", 0), data.Rank), node.Int("keepdims", 1) != 0, Smallest: true), data)];
    }

    private static Value Square(OnnxNode node) => node.Add(new Binary(BinaryKind.Mul, Clamp.None), node.Input(0), node.Input(0));
}
