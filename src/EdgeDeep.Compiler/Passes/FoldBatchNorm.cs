using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Batch normalization after a convolution or a fully connected layer becomes part of its weights and bias. Everywhere
/// else it becomes a product and a sum with constants of one element a channel: in front of a padded convolution it cannot
/// be folded, because the padding is not normalized.
/// </summary>
public static class FoldBatchNorm
{
    /// <summary>Rewrites every batch normalization of a float graph in place.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ModelException">Its scale, offset, mean or variance is not a float constant of one element a channel.</exception>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is BatchNorm norm)
            {
                (double[] factors, double[] offsets) = Affine(node, norm);
                Replace(graph, node, factors, offsets);
                changes++;
            }
        }

        return changes;
    }

    private static void Replace(Graph graph, Node node, double[] factors, double[] offsets)
    {
        if (ChannelAffine.Target(graph, node.Input(0)) is { } layer)
        {
            ChannelAffine.Apply(graph, layer, factors, offsets);
            layer.Outputs[0] = node.Output;
            graph.Nodes.Remove(node);
            return;
        }

        int index = graph.Nodes.IndexOf(node);
        Value input = node.Input(0);
        Value factor = Constant(graph, node.Name + "/factor", factors);
        Value product = new(GraphEdits.UniqueName(graph, node.Name + "/product"), input.Type, input.Shape);
        Value offset = Constant(graph, node.Name + "/offset", offsets);
        graph.Nodes[index] = new Node(node.Name + "/mul", new Binary(BinaryKind.Mul, Clamp.None), [input, factor], [product]);
        graph.Nodes.Insert(
            index + 1, new Node(node.Name + "/add", new Binary(BinaryKind.Add, Clamp.None), [product, offset], [node.Output]));
    }

    private static (double[] Factors, double[] Offsets) Affine(Node node, BatchNorm norm)
    {
        int channels = node.Input(0).Shape[^1];
        float[][] statistics = new float[4][];
        for (int i = 0; i < statistics.Length; i++)
        {
            Value value = node.Input(i + 1);
            if (!value.IsConstant || value.Elements != channels)
            {
                throw node.Error($"'{value.Name}' must be a constant of {channels} elements; freeze the model before exporting it");
            }

            statistics[i] = value.Floats.ToArray();
        }

        double[] factors = new double[channels], offsets = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            factors[c] = statistics[0][c] / Math.Sqrt((double)statistics[3][c] + norm.Epsilon);
            offsets[c] = statistics[1][c] - (statistics[2][c] * factors[c]);
            if (!double.IsFinite(factors[c]) || !double.IsFinite(offsets[c]))
            {
                throw node.Error($"the statistics of channel {c} give no finite factor; check the variance and the epsilon");
            }
        }

        return (factors, offsets);
    }

    private static Value Constant(Graph graph, string name, double[] values) =>
        Value.Constant(GraphEdits.UniqueName(graph, name), [values.Length], [.. values.Select(value => (float)value)]);
}
