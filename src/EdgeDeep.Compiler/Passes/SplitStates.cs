using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A state that is taken apart along its first axis before use, and joined again for the next inference, becomes several: hidden
/// and cell state of a recurrent layer, which exporters pack into one tensor, have ranges and types of their own.
/// </summary>
public static class SplitStates
{
    /// <summary>Splits every such state of a float graph in place.</summary>
    /// <returns>How many were split.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (State state in graph.States.ToArray())
        {
            if (Parts(graph, state) is { } parts)
            {
                Split(graph, state, parts);
                changes++;
            }
        }

        return changes;
    }

    /// <summary>What joins the state, where everything that reads it takes one index of its first axis; null elsewhere.</summary>
    private static Node? Parts(Graph graph, State state)
    {
        Node[] readers = [.. graph.Nodes.Where(node => node.Inputs.Contains(state.Current))];
        return state.Current.Rank > 1 && !graph.Outputs.Contains(state.Next) && !graph.Outputs.Contains(state.Current)
            && readers.Length > 0 && readers.All(reader => reader.Op is Gather { Axis: 0 } && reader.Input(0) == state.Current && reader.Input(1) is { IsConstant: true, Elements: 1 })
            && GraphEdits.SoleProducerOfState(graph, state.Next) is { Op: Concatenation { Axis: 0 } } joined
            && joined.Inputs.Count == state.Current.Shape[0] && joined.Inputs.TrueForAll(part => part!.Shape[0] == 1)
                ? joined
                : null;
    }

    private static void Split(Graph graph, State state, Node joined)
    {
        int[] shape = state.Current.Shape[1..];
        int bytes = state.Initial.Length / joined.Inputs.Count;
        Value[] currents = [.. joined.Inputs.Select((_, i) => new Value(GraphEdits.UniqueName(graph, $"{state.Current.Name}/{i}"), state.Current.Type, shape))];
        foreach (Node reader in graph.Nodes.Where(node => node.Inputs.Contains(state.Current)))
        {
            reader.Inputs[0] = currents[reader.Input(1).AsInts()[0]];
            reader.Inputs.RemoveAt(1);
            reader.Op = Reshape.To(reader.Output.Shape);
        }

        int place = graph.States.IndexOf(state);
        graph.States.RemoveAt(place);
        graph.States.InsertRange(place, joined.Inputs.Select((part, i) => new State(currents[i], part!, state.Initial[(i * bytes)..((i + 1) * bytes)])));
    }
}
