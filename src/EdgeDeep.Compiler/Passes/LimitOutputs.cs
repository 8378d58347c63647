using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Clamps results to the range that means something to whoever reads them. Numbers far outside, such as a logit of -400, would
/// otherwise set the int8 scale of all others.
/// </summary>
public static class LimitOutputs
{
    /// <summary>Puts a clamp in front of outputs, in place; the outputs keep names and order.</summary>
    /// <param name="graph">A float graph.</param>
    /// <param name="limits">The range of each output that has one, by its name.</param>
    /// <exception cref="ModelException">A name is no output that a node computes.</exception>
    public static void Run(Graph graph, IReadOnlyDictionary<string, Clamp> limits)
    {
        foreach ((string name, Clamp limit) in limits)
        {
            Value output = graph.Outputs.Find(value => value.Name == name)
                ?? throw new ModelException($"{graph.Name} has no output '{name}' to limit; its outputs are [{string.Join(", ", graph.Outputs.Select(value => value.Name))}].");
            Node producer = GraphEdits.Producer(graph, output)
                ?? throw new ModelException($"The output '{name}' of {graph.Name} is computed by no node and cannot be limited; leave it out.");
            Value whole = new(GraphEdits.UniqueName(graph, name + "/unlimited"), output.Type, output.Shape);
            graph.ReplaceUses(output, whole);
            producer.Outputs[producer.Outputs.IndexOf(output)] = whole;
            graph.Outputs[graph.Outputs.IndexOf(whole)] = output;
            graph.Add(name + "/limit", new Activate(limit), [whole], output);
        }
    }
}
