using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// Lets stored integers be transposed and reshaped before an output is dequantized or made unsigned, not after: kernels
/// that move elements exist for int8, and moving bytes is cheaper.
/// </summary>
internal static class QuantizedEdges
{
    /// <summary>Rewrites a graph in place.</summary>
    public static void Run(Graph graph)
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Op is not (Transpose or Reshape) || graph.Outputs.Contains(node.Input(0))
                || graph.Nodes.Find(other => other.Outputs.Contains(node.Input(0))) is not { } edge
                || edge.Op is not Dequantize && edge is not { Op: Quantize, Output.Type: ElementType.UInt8 }
                || edge.Input(0).Quantization is not { } quantization || graph.Consumers()[edge.Output].Count() != 1)
            {
                continue;
            }

            Value stored = edge.Input(0), moved = new($"{node.Output.Name}/{node.Op.Name}", stored.Type) { Quantization = quantization };
            Node movement = new(node.Name, node.Op, [stored], [moved]);
            movement.Op.InferShapes(movement);
            graph.Nodes[i] = new Node(edge.Name, edge.Op, [moved], [node.Output]);
            graph.Nodes[graph.Nodes.IndexOf(edge)] = movement;
        }
    }
}
