using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// Cross-layer equalization: between two layers with nothing but rectifiers in between, each channel can be divided by a
/// factor in the first layer and multiplied by it in the second. The factor is chosen so that the channel's largest weight is
/// the same in both layers. Channels then have similar ranges, so that one scale for all of them wastes less of int8.
/// Method: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019.
/// </summary>
public static class EqualizeChannels
{
    /// <summary>A factor closer to 1 than this changes nothing that int8 could show.</summary>
    private const double Negligible = 1e-3;

    /// <summary>A pair unbalances its neighbours a little; a few rounds settle a chain of layers.</summary>
    private const int Rounds = 10;

    /// <summary>Equalizes a float graph in place, best after <see cref="PassPipeline.ForFloat"/>; it computes the same function.</summary>
    /// <returns>How many pairs of layers changed.</returns>
    public static int Run(Graph graph)
    {
        ILookup<Value, Node> consumers = graph.Consumers();
        Pair[] pairs = [.. graph.Nodes.Where(IsScalable).Select(first => Next(graph, first, consumers)).OfType<Pair>()];
        HashSet<Pair> changed = [];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Pair pair in pairs)
            {
                if (Factors(pair) is { } factors)
                {
                    Apply(graph, pair, factors);
                    changed.Add(pair);
                }
            }
        }

        return changed.Count;
    }

    private static void Apply(Graph graph, Pair pair, double[] factors)
    {
        WeightRule rule = pair.First.Op.Weights!;
        double[] inverse = [.. factors.Select(factor => 1 / factor)];
        Scale(graph, pair.First, rule.Input, rule.ChannelAxis, inverse);
        if (pair.First.OptionalInput(rule.Bias) is not null)
        {
            Scale(graph, pair.First, rule.Bias, 0, inverse);
        }

        Scale(graph, pair.Second, pair.Second.Op.Weights!.Input, pair.InputAxis, factors);
    }

    private static bool IsScalable(Node node) => node.Op is Conv2D or DepthwiseConv2D or FullyConnected
        && IsHomogeneous(((IActivated)node.Op).Activation) && HasFloatWeights(node);

    private static bool IsHomogeneous(Clamp clamp) => clamp.IsNone || clamp == Clamp.Relu;

    /// <summary>
    /// A layer and the only one that sees its results, past rectifiers: f(k * x) = k * f(x) for every positive k. Null where
    /// there is none, or something else sees what lies between the two.
    /// </summary>
    private static Pair? Next(Graph graph, Node first, ILookup<Value, Node> consumers)
    {
        Value value = first.Output;
        Node? slopes = null;
        while (!graph.Outputs.Contains(value) && !graph.States.Exists(state => state.Next == value)
            && consumers[value].ToArray() is [{ } user] && user.Inputs.Count(input => input == value) == 1 && user.Inputs[0] == value)
        {
            if (user.Op is not (PRelu or LeakyRelu) && !(user.Op is Activate activate && IsHomogeneous(activate.Activation)))
            {
                return InputAxis(user, first) is { } axis ? new Pair(first, user, axis, slopes) : null;
            }

            slopes = user.Op is PRelu && IsPerChannel(user.Input(1), first) ? user : slopes;
            value = user.Output;
        }

        return null;
    }

    private static bool IsPerChannel(Value slopes, Node layer) =>
        slopes is { IsConstant: true, Type: ElementType.Float32, Rank: > 0 } && slopes.Elements == layer.Output.Shape[^1] && slopes.Shape[^1] == slopes.Elements;

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

    private static double[]? Factors(Pair pair)
    {
        double[] before = Largest(pair.First.Input(pair.First.Op.Weights!.Input), pair.First.Op.Weights.ChannelAxis);
        double[] after = Largest(pair.Second.Input(pair.Second.Op.Weights!.Input), pair.InputAxis);
        double[] factors = new double[before.Length];
        for (int c = 0; c < factors.Length; c++)
        {
            // A steep slope below zero widens a channel; one that a layer ignores has no range to share.
            double slope = pair.Slopes is { } rectifier ? Math.Max(1, Math.Abs(rectifier.Input(1).Floats[c])) : 1;
            factors[c] = before[c] > 0 && after[c] > 0 ? Math.Sqrt(before[c] * slope / after[c]) : 1;
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

    /// <param name="First">The layer that computes the channels.</param>
    /// <param name="Second">The layer that takes them.</param>
    /// <param name="InputAxis">Axis of the second layer's weights that runs over them.</param>
    /// <param name="Slopes">The rectifier with a slope for each of them that lies between; null without.</param>
    private sealed record Pair(Node First, Node Second, int InputAxis, Node? Slopes);
}
