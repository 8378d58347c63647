using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Questions and edits that several passes share.</summary>
internal static class GraphEdits
{
    /// <summary>The node that computes a value which nothing but one node uses; null otherwise.</summary>
    public static Node? SoleProducer(Graph graph, Value value)
    {
        if (graph.Outputs.Contains(value) || graph.States.Exists(state => state.Next == value))
        {
            return null;
        }

        int uses = graph.Nodes.Sum(node => node.Inputs.Count(input => input == value));
        return uses == 1 ? Producer(graph, value) : null;
    }

    /// <summary>The node that computes what a state becomes, where nothing else sees it; null otherwise.</summary>
    public static Node? SoleProducerOfState(Graph graph, Value next) =>
        graph.Nodes.Exists(node => node.Inputs.Contains(next)) || graph.States.Count(state => state.Next == next) != 1 ? null : Producer(graph, next);

    /// <summary>The node that computes a value; null for inputs and constants.</summary>
    public static Node? Producer(Graph graph, Value value) => graph.Nodes.Find(node => node.Outputs.Contains(value));

    /// <summary>A name that no value of the graph has.</summary>
    public static string UniqueName(Graph graph, string name)
    {
        HashSet<string> taken = [.. Values(graph).Select(value => value.Name)];
        string candidate = name;
        for (int i = 2; !taken.Add(candidate); i++)
        {
            candidate = $"{name}.{i}";
        }

        return candidate;
    }

    /// <summary>Every value of the graph, each once or more often.</summary>
    public static IEnumerable<Value> Values(Graph graph) => graph.Inputs.Concat(graph.Outputs)
        .Concat(graph.States.SelectMany(state => new[] { state.Current, state.Next }))
        .Concat(graph.Nodes.SelectMany(node => node.Inputs.OfType<Value>().Concat(node.Outputs)));

    /// <summary>
    /// Takes a node out whose result is the same tensor as one of its operands. A graph output keeps its own value and name.
    /// </summary>
    /// <returns>False where the node has to stay, because both tensors are visible to the caller.</returns>
    public static bool Bypass(Graph graph, Node node, Value operand)
    {
        Value result = node.Output;
        if (!graph.Outputs.Contains(result))
        {
            graph.Nodes.Remove(node);
            graph.ReplaceUses(result, operand);
            return true;
        }

        if (graph.Outputs.Contains(operand) || Producer(graph, operand) is not { } producer)
        {
            return false;
        }

        graph.Nodes.Remove(node);
        graph.ReplaceUses(operand, result);
        producer.Outputs[producer.Outputs.IndexOf(operand)] = result;
        return true;
    }
}
