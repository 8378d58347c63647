using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>The rewrites of a graph in the order in which they help each other.</summary>
public static class PassPipeline
{
    /// <summary>A rewrite of a graph in place; returns how many places changed.</summary>
    private delegate int Pass(Graph graph);

    private static readonly Pass[] FloatPasses =
    [
        graph => Removed(graph, ConstantFolding.Run),
        RemoveIdentity.Run,
        DivideToMultiply.Run,
        FoldBatchNorm.Run,
        FoldAffine.Run,
        FusePad.Run,
        FuseActivation.Run,
        graph => Removed(graph, Cleanup.RemoveUnused),
    ];

    /// <summary>
    /// Rewrites a float graph in place into the form that quantization expects: no batch normalization, scales and offsets
    /// folded into weights, activations and padding fused, nothing that is never used, names unique. The graph computes the
    /// same function.
    /// </summary>
    /// <returns>How many places changed; 0 when the graph was in that form already.</returns>
    /// <exception cref="ModelException">A batch normalization has statistics that are not constant.</exception>
    public static int ForFloat(Graph graph)
    {
        int total = 0;
        for (int changes = -1; changes != 0; total += changes)
        {
            changes = 0;
            foreach (Pass pass in FloatPasses)
            {
                changes += pass(graph);
            }
        }

        Cleanup.MakeNamesUnique(graph);
        return total;
    }

    private static int Removed(Graph graph, Action<Graph> pass)
    {
        int before = graph.Nodes.Count;
        pass(graph);
        return before - graph.Nodes.Count;
    }
}
