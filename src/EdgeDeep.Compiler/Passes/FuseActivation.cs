using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>A clamp becomes part of the operator in front of it, where that one can clamp and nothing else sees its result.</summary>
public static class FuseActivation
{
    /// <summary>Fuses every such clamp of a float graph in place.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is Activate clamp && GraphEdits.SoleProducer(graph, node.Input(0)) is { Op: IActivated target } producer
                && CanClamp(producer.Op))
            {
                producer.Op = target.With(target.Activation.Then(clamp.Activation));
                producer.Outputs[0] = node.Output;
                graph.Nodes.Remove(node);
                changes++;
            }
        }

        return changes;
    }

    /// <summary>TFLite's MAXIMUM and MINIMUM have no fused activation, and neither have their kernels.</summary>
    private static bool CanClamp(Operator op) => op is not Binary { Kind: BinaryKind.Maximum or BinaryKind.Minimum };
}
