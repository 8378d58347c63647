using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>The rewrites of a graph in the order in which they help each other.</summary>
public static class PassPipeline
{
    /// <summary>A rewrite of a graph in place; returns how many places changed.</summary>
    private delegate int Pass(Graph graph);

    private static readonly Pass[] FloatPasses =
    [
        FoldConstants.Run,
        RemoveIdentity.Run,
        SplitStates.Run,
        FuseSpectrum.Run,
        DivideToMultiply.Run,
        FuseSoftmax.Run,
        FuseFunction.Run,
        FuseLayerNorm.Run,
        FusePRelu.Run,
        FoldBatchNorm.Run,
        FoldAffine.Run,
        FoldScale.Run,
        FusePad.Run,
        MoveClamps.Run,
        FuseActivation.Run,
        RemoveDeadNodes.Run,
    ];

    /// <summary>
    /// Rewrites a float graph in place into the form that quantization expects: no batch normalization, scales and offsets
    /// folded into weights, activations and padding fused, nothing that is never used, names unique. The graph
    /// computes the same function.
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

        UniqueNames.Run(graph);
        return total;
    }
}
