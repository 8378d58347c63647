using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A softmax over the last axis that an exporter has written out becomes one operator again: e / sum(e) with
/// e = exp(x) or e = exp(x - max(x)). Its parts have no int8 kernels.
/// </summary>
public static class FuseSoftmax
{
    /// <summary>Fuses every such quotient of a float graph in place; its parts are left to dead code removal.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Binary { Kind: BinaryKind.Div, Activation.IsNone: true }
                && GraphEdits.Producer(graph, node.Input(0)) is { Op: Unary { Kind: UnaryKind.Exp } } exponential
                && IsReduction(graph, node.Input(1), ReduceKind.Sum, exponential.Output))
            {
                node.Inputs[0] = WithoutMaximum(graph, exponential.Input(0));
                node.Inputs.RemoveAt(1);
                node.Op = new Softmax(1);
                changes++;
            }
        }

        return changes;
    }

    /// <summary>A softmax does not change when a number is taken off all elements, and its kernel takes the maximum off itself.</summary>
    private static Value WithoutMaximum(Graph graph, Value value) =>
        GraphEdits.Producer(graph, value) is { Op: Binary { Kind: BinaryKind.Sub, Activation.IsNone: true } } difference
        && IsReduction(graph, difference.Input(1), ReduceKind.Max, difference.Input(0))
            ? difference.Input(0)
            : value;

    private static bool IsReduction(Graph graph, Value value, ReduceKind kind, Value of) =>
        GraphEdits.Producer(graph, value) is { Op: Reduce { KeepDimensions: true } reduce } node
        && reduce.Kind == kind && reduce.Axes.SequenceEqual([of.Rank - 1]) && node.Input(0) == of;
}
