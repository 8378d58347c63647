using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Cross-layer equalization: between two layers with nothing but a rectifier in between, each channel can be divided by a
/// factor in the first layer and multiplied by it in the second. The factor is chosen so that the channel's largest weight is
/// the same in both layers. Channels then have similar ranges, so that one scale for all of them wastes less of int8.
/// Method: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019.
/// </summary>
public static class EqualizeChannels
{
    /// <summary>A factor closer to 1 than this changes nothing that int8 could show.</summary>
    private const double Negligible = 1e-3;

    /// <summary>Equalizes a float graph in place, best after <see cref="PassPipeline.ForFloat"/>; it computes the same function.</summary>
    /// <returns>How many pairs of layers changed.</returns>
    public static int Run(Graph graph)
    {
        ILookup<Value, Node> consumers = graph.Consumers();
        int changes = 0;
        foreach (Node first in graph.Nodes)
        {
            if (IsScalable(first) && !IsKept(graph, first.Output) && consumers[first.Output].ToArray() is [{ } second]
                && second.Inputs.IndexOf(first.Output) == 0 && second.Inputs.LastIndexOf(first.Output) == 0 && InputAxis(second, first) is { } axis
                && Factors(first, second, axis) is { } factors)
            {
                WeightRule rule = first.Op.Weights!;
                Scale(graph, first, rule.Input, rule.ChannelAxis, [.. factors.Select(factor => 1 / factor)]);
                if (first.OptionalInput(rule.Bias) is not null)
                {
                    Scale(graph, first, rule.Bias, 0, [.. factors.Select(factor => 1 / factor)]);
                }

                Scale(graph, second, second.Op.Weights!.Input, axis, factors);
                changes++;
            }
        }

        return changes;
    }

    /// <summary>Only what commutes with a positive factor may stand between the layers' sums.</summary>
    private static bool IsScalable(Node node) => node.Op is Conv2D or DepthwiseConv2D or FullyConnected
        && ((IActivated)node.Op).Activation is var clamp && (clamp.IsNone || clamp == Clamp.Relu) && HasFloatWeights(node);

    private static bool IsKept(Graph graph, Value value) =>
        graph.Outputs.Contains(value) || graph.States.Any(state => state.Next == value);

    /// <summary>The axis of the second layer's weights that runs over the first layer's channels; null where there is none.</summary>
    private static int? InputAxis(Node second, Node first) => !HasFloatWeights(second) ? null : second.Op switch
    {
        Conv2D { Groups: 1 } => 3,
        DepthwiseConv2D when second.Input(1).Shape[3] == first.Output.Shape[^1] => 3,
        FullyConnected when second.Input(1).Shape[1] == first.Output.Shape[^1] => 1,
        _ => null,
    };

    private static bool HasFloatWeights(Node node) => node.Op.Weights is { } rule
        && ((int[])[rule.Input, rule.Bias]).All(index => node.OptionalInput(index) is null or { IsConstant: true, Type: ElementType.Float32 });

    private static double[]? Factors(Node first, Node second, int axis)
    {
        double[] before = Largest(first.Input(first.Op.Weights!.Input), first.Op.Weights.ChannelAxis);
        double[] after = Largest(second.Input(second.Op.Weights!.Input), axis);
        double[] factors = new double[before.Length];
        for (int c = 0; c < factors.Length; c++)
        {
            // A channel that one of the layers ignores has no scale to share.
            factors[c] = before[c] > 0 && after[c] > 0 ? Math.Sqrt(before[c] / after[c]) : 1;
        }

        double mean = Math.Exp(factors.Average(Math.Log));
        factors = [.. factors.Select(factor => factor / mean)];
        return factors.Any(factor => Math.Abs(factor - 1) > Negligible) ? factors : null;
    }

    private static double[] Largest(Value weights, int axis)
    {
        int inner = Inner(weights, axis);
        double[] result = new double[weights.Shape[axis]];
        ReadOnlySpan<float> numbers = weights.Floats;
        for (int i = 0; i < numbers.Length; i++)
        {
            int channel = i / inner % result.Length;
            result[channel] = Math.Max(result[channel], Math.Abs(numbers[i]));
        }

        return result;
    }

    private static void Scale(Graph graph, Node node, int input, int axis, double[] factors)
    {
        Value weights = node.Input(input);
        int inner = Inner(weights, axis);
        float[] scaled = weights.Floats.ToArray();
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (float)(scaled[i] * factors[i / inner % factors.Length]);
        }

        node.Inputs[input] = Value.Constant(GraphEdits.UniqueName(graph, weights.Name + "/equalized"), weights.Shape, scaled);
    }

    private static int Inner(Value weights, int axis) => weights.Shape[(axis + 1)..].Aggregate(1, (a, b) => a * b);
}
