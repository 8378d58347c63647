using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Removes nodes that change nothing (reshape to the same shape, transpose that keeps the order, empty border, whole slice,
/// concatenation of one, boundless clamp) and joins reshapes of reshapes and transposes of transposes.
/// </summary>
public static class RemoveIdentity
{
    /// <summary>Rewrites the graph in place.</summary>
    /// <returns>How many nodes were removed or joined.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (Join(graph, node) | (IsIdentity(node) && GraphEdits.Bypass(graph, node, node.Input(0))))
            {
                changes++;
            }
        }

        return changes;
    }

    private static bool IsIdentity(Node node) => node.Op switch
    {
        Reshape => node.Input(0).Shape.AsSpan().SequenceEqual(node.Output.Shape),
        Transpose transpose => transpose.Permutation.SequenceEqual(Enumerable.Range(0, transpose.Permutation.Length)),
        Pad pad => pad.Before.Concat(pad.After).All(count => count == 0),
        StridedSlice slice => slice.Stride.All(stride => stride == 1) && slice.Size.AsSpan().SequenceEqual(node.Input(0).Shape),
        Concatenation => node.Inputs.Count == 1,
        Activate activate => activate.Activation.IsNone,
        _ => false,
    };

    private static bool Join(Graph graph, Node node)
    {
        if (node.Inputs.Count == 0 || node.Inputs[0] is not { } middle || GraphEdits.Producer(graph, middle) is not { } first)
        {
            return false;
        }

        Operator? joined = (first.Op, node.Op) switch
        {
            (Reshape, Reshape) => Reshape.To(node.Output.Shape),
            (Transpose inner, Transpose outer) => new Transpose([.. outer.Permutation.Select(axis => inner.Permutation[axis])]),
            _ => null,
        };
        if (joined is null)
        {
            return false;
        }

        node.Op = joined;
        node.Inputs[0] = first.Input(0);
        return true;
    }
}
