using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Moves transposes and reshapes behind the operators that can do without them, so that inverse pairs meet and vanish.
/// Every value is kept as a view of one that is computed; a view is only carried out for an operator that needs the exact
/// layout, or for an output of the graph. Transposes that move only axes of size 1 become reshapes; those before a fully
/// connected layer go into its weights.
/// </summary>
public static class CancelTransposes
{
    /// <summary>Rewrites a graph in place; its inputs and outputs keep names, shapes and order.</summary>
    public static void Run(Graph graph)
    {
        LayoutRewriter rewriter = new(graph);
        foreach (Node node in graph.Nodes)
        {
            LayoutRules.Apply(node, rewriter);
        }

        rewriter.Finish();
        RemoveDeadNodes.Run(graph);
        UniqueNames.Run(graph);
    }
}
