using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A product, sum or difference with a constant, one element a channel or one for all, after a convolution or a fully
/// connected layer becomes part of its weights and bias. Exporters write biases and decomposed batch normalizations so.
/// </summary>
public static class FoldAffine
{
    /// <summary>Folds every such node of a float graph in place.</summary>
    /// <returns>How many were folded.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is Binary binary && Fold(graph, node, binary))
            {
                changes++;
            }
        }

        return changes;
    }

    private static bool Fold(Graph graph, Node node, Binary binary)
    {
        int constantSide = node.Input(1).IsConstant ? 1 : 0;
        Value constant = node.Input(constantSide), data = node.Input(1 - constantSide);
        if (!constant.IsConstant || constant.Type != ElementType.Float32 || data.IsConstant || data.Rank == 0
            || !data.Shape.AsSpan().SequenceEqual(node.Output.Shape) || !IsPerChannel(constant, data.Shape[^1])
            || Function(binary.Kind, constantSide) is not { } function
            || ChannelAffine.Target(graph, data) is not { } layer)
        {
            return false;
        }

        int channels = data.Shape[^1];
        double[] factors = new double[channels], offsets = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            (factors[c], offsets[c]) = function(constant.Floats[constant.Elements == 1 ? 0 : c]);
        }

        ChannelAffine.Apply(graph, layer, factors, offsets);
        layer.Op = ((IActivated)layer.Op).With(binary.Activation);
        layer.Outputs[0] = node.Output;
        graph.Nodes.Remove(node);
        return true;
    }

    /// <summary>The factor and the offset that a constant stands for; null where the operator is no such function.</summary>
    private static Func<double, (double Factor, double Offset)>? Function(BinaryKind kind, int constantSide) => (kind, constantSide) switch
    {
        (BinaryKind.Add, _) => constant => (1, constant),
        (BinaryKind.Mul, _) => constant => (constant, 0),
        (BinaryKind.Sub, 1) => constant => (1, -constant),
        (BinaryKind.Sub, 0) => constant => (-1, constant),
        _ => null,
    };

    private static bool IsPerChannel(Value constant, int channels) =>
        constant.Elements == 1 || (constant.Elements == channels && constant.Shape[^1] == channels);
}
