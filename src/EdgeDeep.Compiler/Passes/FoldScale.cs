using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A product with a single number next to a product of matrices becomes part of its factor, also through transposes and
/// reshapes: the 1 / sqrt(d) of an attention costs nothing and is not rounded.
/// </summary>
public static class FoldScale
{
    /// <summary>Folds every such product of a float graph in place.</summary>
    /// <returns>How many were folded.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is Binary { Kind: BinaryKind.Mul, Activation.IsNone: true } && Fold(graph, node))
            {
                changes++;
            }
        }

        return changes;
    }

    private static bool Fold(Graph graph, Node node)
    {
        int side = node.Input(1).IsConstant ? 1 : 0;
        Value constant = node.Input(side), data = node.Input(1 - side);
        if (constant is not { IsConstant: true, Type: ElementType.Float32, Elements: 1 } || constant.Floats[0] <= 0
            || data.IsConstant || !data.Shape.AsSpan().SequenceEqual(node.Output.Shape)
            || (Before(graph, data) ?? Behind(graph, node.Output)) is not { } product)
        {
            return false;
        }

        if (!GraphEdits.Bypass(graph, node, data))
        {
            return false;
        }

        BatchMatMul op = (BatchMatMul)product.Op;
        product.Op = op with { Factor = op.Factor * constant.Floats[0] };
        return true;
    }

    /// <summary>The product that computes a value which nothing else sees.</summary>
    private static Node? Before(Graph graph, Value value) => GraphEdits.SoleProducer(graph, value) switch
    {
        { Op: BatchMatMul } product => product,
        { Op: Transpose or Reshape } moved => Before(graph, moved.Input(0)),
        _ => null,
    };

    /// <summary>The only product that takes a value, as one of two different operands.</summary>
    private static Node? Behind(Graph graph, Value value)
    {
        Node[] users = [.. graph.Nodes.Where(node => node.Inputs.Contains(value))];
        return users is [{ } user] && !graph.Outputs.Contains(value)
            ? user.Op switch
            {
                BatchMatMul when user.Input(0) != user.Input(1) => user,
                Transpose or Reshape => Behind(graph, user.Output),
                _ => null,
            }
            : null;
    }
}
