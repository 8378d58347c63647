using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Nodes whose operands are all constants become constants. Graph outputs stay computed.</summary>
public static class FoldConstants
{
    /// <summary>Folds every such node in place.</summary>
    /// <returns>How many were folded.</returns>
    public static int Run(Graph graph)
    {
        int before = graph.Nodes.Count;
        graph.Nodes.RemoveAll(node => !graph.Outputs.Contains(node.Output) && ConstantFolding.TryEvaluate(node));
        return before - graph.Nodes.Count;
    }
}
