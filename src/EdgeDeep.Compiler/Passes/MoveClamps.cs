using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A clamp behind a reshape, a transpose or a concatenation moves in front of it, where the operator that computes the data
/// can take it in and the data has the clamped range from the start.
/// </summary>
public static class MoveClamps
{
    /// <summary>Moves every such clamp of a float graph in place.</summary>
    /// <returns>How many were moved.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is Activate clamp && GraphEdits.SoleProducer(graph, node.Input(0)) is { Op: Reshape or Transpose or Concatenation } movement)
            {
                Move(graph, node, clamp, movement);
                changes++;
            }
        }

        return changes;
    }

    private static void Move(Graph graph, Node node, Activate clamp, Node movement)
    {
        int place = graph.Nodes.IndexOf(movement);
        for (int i = 0; i < movement.Inputs.Count; i++)
        {
            Value part = movement.Input(i), clamped = new(GraphEdits.UniqueName(graph, part.Name + "/clamped"), part.Type, part.Shape);
            graph.Nodes.Insert(place++, new Node(clamped.Name, clamp, [part], [clamped]));
            movement.Inputs[i] = clamped;
        }

        movement.Outputs[0] = node.Output;
        graph.Nodes.Remove(node);
    }
}
