using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A rectifier with a slope that an exporter has written out becomes one operator again: relu(x) + slope * min(x, 0), where
/// the negative part min(x, 0) is spelt -relu(-x) or (x - |x|) / 2. Its parts have no int8 kernels.
/// </summary>
public static class FusePRelu
{
    /// <summary>Fuses every such sum of a float graph in place; its parts are left to dead code removal.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Binary { Kind: BinaryKind.Add, Activation.IsNone: true }
                && (Fuse(graph, node, node.Input(0), node.Input(1)) || Fuse(graph, node, node.Input(1), node.Input(0))))
            {
                changes++;
            }
        }

        return changes;
    }

    private static bool Fuse(Graph graph, Node node, Value positive, Value negative)
    {
        if (GraphEdits.Producer(graph, positive) is not { Op: Activate clamp } relu || clamp.Activation != Clamp.Relu
            || NegativePart(graph, negative, relu.Input(0)) is not { } part
            || !relu.Input(0).Shape.AsSpan().SequenceEqual(node.Output.Shape))
        {
            return false;
        }

        float[] slopes = part.Slopes is { } constant ? [.. constant.Floats.ToArray().Select(slope => (float)(slope * part.Factor))] : [(float)part.Factor];
        node.Inputs.Clear();
        node.Inputs.Add(relu.Input(0));
        node.Op = slopes.Length == 1 ? new LeakyRelu(slopes[0]) : new PRelu();
        if (slopes.Length > 1)
        {
            node.Inputs.Add(Value.Constant(GraphEdits.UniqueName(graph, node.Name + "/slopes"), part.Slopes!.Shape, slopes));
        }

        return true;
    }

    /// <summary>What a value is a multiple of min(x, 0) by: a factor, and constants where there are some.</summary>
    private static (double Factor, Value? Slopes)? NegativePart(Graph graph, Value value, Value x)
    {
        if (GraphEdits.Producer(graph, value) is not { } node)
        {
            return null;
        }

        switch (node.Op)
        {
            case Activate activate when activate.Activation == Clamp.Relu && IsUnary(graph, node.Input(0), UnaryKind.Neg, x):
                return (-1, null);
            case Binary { Kind: BinaryKind.Sub, Activation.IsNone: true } when node.Input(0) == x && IsUnary(graph, node.Input(1), UnaryKind.Abs, x):
                return (2, null);
            case Unary { Kind: UnaryKind.Neg }:
                return NegativePart(graph, node.Input(0), x) is var (factor, slopes) ? (-factor, slopes) : null;
            case Binary { Kind: BinaryKind.Mul, Activation.IsNone: true }:
                return Scaled(graph, node.Input(0), node.Input(1), x) ?? Scaled(graph, node.Input(1), node.Input(0), x);
            default:
                return null;
        }
    }

    private static (double Factor, Value? Slopes)? Scaled(Graph graph, Value constant, Value value, Value x)
    {
        if (constant is not { IsConstant: true, Type: ElementType.Float32 } || NegativePart(graph, value, x) is not { } part)
        {
            return null;
        }

        return constant.Elements == 1 ? (part.Factor * constant.Floats[0], part.Slopes)
            : part.Slopes is null ? (part.Factor, constant)
            : null;
    }

    private static bool IsUnary(Graph graph, Value value, UnaryKind kind, Value x) =>
        GraphEdits.Producer(graph, value) is { Op: Unary unary } node && unary.Kind == kind && node.Input(0) == x;
}
