using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Keeps the names of values apart after rewrites that derive names from one another.</summary>
public static class UniqueNames
{
    /// <summary>Gives values that share a name numbers behind it; inputs, outputs and states of the graph keep theirs.</summary>
    public static void Run(Graph graph)
    {
        HashSet<Value> seen = [.. graph.Inputs, .. graph.Outputs, .. graph.States.Select(state => state.Current)];
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
