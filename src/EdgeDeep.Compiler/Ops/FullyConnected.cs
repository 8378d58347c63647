using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Fully connected layer. Inputs: data [..., i] seen as rows of i elements, weights [o,i], bias [o] (optional).
/// Output: [rows,o], or [..., o] where the leading dimensions are kept.
/// </summary>
/// <param name="KeepDimensions">Keeps the leading dimensions of the data instead of folding them into one.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record FullyConnected(bool KeepDimensions, Clamp Activation) : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(FullyConnected);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 0, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0), weights = Shapes.OfRank(node, 1, 2);
        int depth = weights.Shape[1];
        Shapes.Match(node, input.Elements % depth, 0, "the input's element count modulo the weights' columns");
        if (KeepDimensions)
        {
            Shapes.Match(node, input.Shape[^1], depth, "the number of input features");
            Shapes.Set(node, input.Type, [.. input.Shape[..^1], weights.Shape[0]]);
        }
        else
        {
            Shapes.Set(node, input.Type, input.Elements / depth, weights.Shape[0]);
        }
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * node.Input(1).Shape[1];

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), weights = node.Input(1);
        Quantization inputQ = Lowering.Symmetric16(node, input), outputQ = Lowering.Symmetric16(node, node.Output);
        Quantization weightsQ = input.Type == ElementType.Int16 ? Lowering.SymmetricWeights(node, 1, 0) : Lowering.Weights(node, 1, 0);
        int channels = weights.Shape[0];
        (int[] multipliers, int[] shifts) = weightsQ.IsPerChannel
            ? Multipliers.PerChannel(inputQ.Scale, weightsQ.Scales, outputQ.Scale, channels)
            : Replicate(Multipliers.PerTensor(inputQ.Scale, weightsQ.Scale, outputQ.Scale), channels);
        (int min, int max) = Multipliers.ActivationRange(Activation, outputQ, node.Output.Type);
        FullyConnectedParameters p = new()
        {
            Batches = input.Elements / weights.Shape[1],
            InputChannels = weights.Shape[1],
            OutputChannels = channels,
            InputOffset = -inputQ.ZeroPoint,
            WeightsOffset = -weightsQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            ActivationMin = min,
            ActivationMax = max,
        };
        int[] parameters = new int[FullyConnectedParameters.Count];
        p.Store(parameters, 0);
        (OpCode op, int bias) = Lowering.ByType(node, OpCode.FullyConnectedInt8, OpCode.FullyConnectedInt16) == OpCode.FullyConnectedInt8
            ? (OpCode.FullyConnectedInt8, Lowering.Bias(node, 2, channels, plan))
            : Lowering.Bias16(node, 2, channels, plan, OpCode.FullyConnectedInt16, OpCode.FullyConnectedInt16Bias32);
        plan.Step(
            op,
            node,
            [plan.Index(input), plan.Index(weights), bias, plan.Table("multipliers", multipliers), plan.Table("shifts", shifts)],
            [plan.Index(node.Output)],
            parameters);
    }

    private static (int[] Multipliers, int[] Shifts) Replicate((int Multiplier, int Shift) one, int channels) =>
        ([.. Enumerable.Repeat(one.Multiplier, channels)], [.. Enumerable.Repeat(one.Shift, channels)]);
}
