using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Reductions over axes.</summary>
internal static class ReduceImport
{
    /// <summary>ReduceMean, ReduceSum or ReduceMax; axes are an attribute in older operator sets and an input in newer ones.</summary>
    public static ImportFunction Reduce(ReduceKind kind) => node =>
    {
        Value data = node.Input(0);
        int[] axes = node.IntsFrom(1, "axes") ?? [];
        if (axes.Length == 0 && node.Int("noop_with_empty_axes", 0) != 0)
        {
            return [data];
        }

        axes = axes.Length == 0
            ? [.. Enumerable.Range(0, data.Rank)]
            : [.. axes.Select(axis => node.Axis(axis, data.Rank)).Order().Distinct()];
        return [node.Add(new Reduce(kind, axes, node.Int("keepdims", 1) != 0), data)];
    };

    /// <summary>ArgMax: the first index where several are equal.</summary>
    public static IReadOnlyList<Value> ArgMax(OnnxNode node)
    {
        node.Demand("select_last_index", 0);
        Value data = node.Input(0);
        return [node.Add(new ArgMax(node.Axis(node.Int("axis", 0), data.Rank), node.Int("keepdims", 1) != 0), data)];
    }
}
