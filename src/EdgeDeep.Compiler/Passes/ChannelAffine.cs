using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Puts y = factor * x + offset, one pair a channel, into the weights and the bias of the layer that computes x.</summary>
internal static class ChannelAffine
{
    /// <summary>
    /// The layer that computes a value and can take the function in: it has constant float weights and no activation, and
    /// nothing else sees its result. Null where there is none.
    /// </summary>
    public static Node? Target(Graph graph, Value value)
    {
        if (GraphEdits.SoleProducer(graph, value) is not { Op.Weights: { } rule } layer
            || layer.Op is not IActivated { Activation.IsNone: true })
        {
            return null;
        }

        bool foldable = IsFloatConstant(layer.Input(rule.Input)) && layer.OptionalInput(rule.Bias) is not { } bias
            || IsFloatConstant(layer.Input(rule.Input)) && IsFloatConstant(layer.Input(rule.Bias));
        return foldable ? layer : null;
    }

    /// <summary>Replaces the layer's weights and bias by new constants; the arithmetic is done in double precision.</summary>
    /// <param name="graph">The layer's graph.</param>
    /// <param name="layer">A layer that <see cref="Target"/> returned.</param>
    /// <param name="factors">One factor a channel.</param>
    /// <param name="offsets">One offset a channel.</param>
    public static void Apply(Graph graph, Node layer, double[] factors, double[] offsets)
    {
        WeightRule rule = layer.Op.Weights!;
        Value weights = layer.Input(rule.Input);
        Value? bias = layer.OptionalInput(rule.Bias);
        int channels = weights.Shape[rule.ChannelAxis];
        int inner = weights.Shape[(rule.ChannelAxis + 1)..].Aggregate(1, (a, b) => a * b);
        float[] scaled = weights.Floats.ToArray();
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (float)(scaled[i] * factors[i / inner % channels]);
        }

        float[] shifted = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            shifted[c] = (float)(((bias is null ? 0.0 : bias.Floats[c]) * factors[c]) + offsets[c]);
        }

        if (factors.Any(factor => factor != 1))
        {
            layer.Inputs[rule.Input] = Value.Constant(GraphEdits.UniqueName(graph, layer.Name + "/weights"), weights.Shape, scaled);
        }

        while (layer.Inputs.Count <= rule.Bias)
        {
            layer.Inputs.Add(null);
        }

        layer.Inputs[rule.Bias] = Value.Constant(GraphEdits.UniqueName(graph, layer.Name + "/bias"), [channels], shifted);
    }

    private static bool IsFloatConstant(Value value) => value.IsConstant && value.Type == ElementType.Float32;
}
