using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Removes what nobody uses and keeps names unique.</summary>
public static class Cleanup
{
    /// <summary>Removes nodes whose results neither another node nor the graph's outputs use.</summary>
    public static void RemoveUnused(Graph graph)
    {
        HashSet<Value> used = [.. graph.Outputs];
        List<Node> kept = [];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            if (node.Outputs.Any(used.Contains))
            {
                kept.Add(node);
                used.UnionWith(node.Inputs.OfType<Value>());
            }
        }

        kept.Reverse();
        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
    }

    /// <summary>Gives values that share a name numbers behind it; inputs and outputs of the graph keep theirs.</summary>
    public static void MakeNamesUnique(Graph graph)
    {
        HashSet<Value> seen = [.. graph.Inputs, .. graph.Outputs];
        HashSet<string> taken = [.. seen.Select(value => value.Name)];
        foreach (Value value in graph.Nodes.SelectMany(node => node.Inputs.OfType<Value>().Concat(node.Outputs)).Where(seen.Add))
        {
            string name = value.Name;
            for (int number = 2; !taken.Add(value.Name); number++)
            {
                value.Name = $"{name}_{number}";
            }
        }
    }
}
