using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>A quotient with a constant divisor becomes a product with its reciprocal: there is no int8 kernel for division.</summary>
public static class DivideToMultiply
{
    /// <summary>Rewrites every such node of a float graph in place. A divisor that holds a zero stays.</summary>
    /// <returns>How many were rewritten.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Binary { Kind: BinaryKind.Div } binary
                && node.Input(1) is { IsConstant: true, Type: ElementType.Float32 } divisor && !divisor.Floats.Contains(0f))
            {
                float[] reciprocals = [.. divisor.Floats.ToArray().Select(value => (float)(1.0 / value))];
                node.Op = binary with { Kind = BinaryKind.Mul };
                node.Inputs[1] = Value.Constant(GraphEdits.UniqueName(graph, divisor.Name + "/reciprocal"), divisor.Shape, reciprocals);
                changes++;
            }
        }

        return changes;
    }
}
