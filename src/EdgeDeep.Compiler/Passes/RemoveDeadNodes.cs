using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Removes nodes whose results nobody uses. Nodes without results are kept: they act on something else.</summary>
public static class RemoveDeadNodes
{
    /// <summary>Removes them in place, with everything that only they used.</summary>
    /// <returns>How many were removed.</returns>
    public static int Run(Graph graph)
    {
        HashSet<Value> wanted = [.. graph.Outputs, .. graph.States.Select(state => state.Next)];
        HashSet<Node> dead = [];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            if (node.Outputs.Count > 0 && !node.Outputs.Exists(wanted.Contains))
            {
                dead.Add(node);
            }
            else
            {
                wanted.UnionWith(node.Inputs.OfType<Value>());
            }
        }

        return graph.Nodes.RemoveAll(dead.Contains);
    }
}
