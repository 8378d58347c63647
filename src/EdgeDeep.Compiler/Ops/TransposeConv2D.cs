using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Transposed 2-D convolution. Inputs: data [n,h,w,c], weights [o,kh,kw,c], bias [o] (optional). Output: [n,oh,ow,o].
/// </summary>
/// <param name="StrideHeight">Output rows from one input row to the next.</param>
/// <param name="StrideWidth">Output columns from one input column to the next.</param>
/// <param name="CropTop">Rows cut off above.</param>
/// <param name="CropLeft">Columns cut off on the left.</param>
/// <param name="OutputHeight">Rows of the output.</param>
/// <param name="OutputWidth">Columns of the output.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record TransposeConv2D(
    int StrideHeight, int StrideWidth, int CropTop, int CropLeft, int OutputHeight, int OutputWidth, Clamp Activation)
    : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(TransposeConv2D);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 0, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4), weights = Shapes.OfRank(node, 1, 4);
        Shapes.Match(node, input.Shape[3], weights.Shape[3], "the number of input channels");
        Shapes.Set(node, input.Type, input.Shape[0], OutputHeight, OutputWidth, weights.Shape[0]);
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Input(0).Elements / node.Input(0).Shape[3] * node.Input(1).Elements;

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), weights = node.Input(1);
        Quantization inputQ = Lowering.Symmetric16(node, input), outputQ = Lowering.Symmetric16(node, node.Output);
        Quantization weightsQ = Lowering.SymmetricWeights(node, 1, 0);
        int channels = weights.Shape[0];
        (int[] multipliers, int[] shifts) = Multipliers.PerChannel(inputQ.Scale, weightsQ.Scales, outputQ.Scale, channels);
        (int min, int max) = Multipliers.ActivationRange(Activation, outputQ, node.Output.Type);
        TransposeConv2DParameters p = new()
        {
            Batches = input.Shape[0],
            InputHeight = input.Shape[1],
            InputWidth = input.Shape[2],
            InputChannels = input.Shape[3],
            FilterHeight = weights.Shape[1],
            FilterWidth = weights.Shape[2],
            OutputHeight = OutputHeight,
            OutputWidth = OutputWidth,
            OutputChannels = channels,
            StrideHeight = StrideHeight,
            StrideWidth = StrideWidth,
            PadTop = CropTop,
            PadLeft = CropLeft,
            InputOffset = -inputQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            ActivationMin = min,
            ActivationMax = max,
        };
        int[] parameters = new int[TransposeConv2DParameters.Count];
        p.Store(parameters, 0);
        (OpCode op, int bias) = Lowering.ByType(node, OpCode.TransposeConv2DInt8, OpCode.TransposeConv2DInt16) == OpCode.TransposeConv2DInt8
            ? (OpCode.TransposeConv2DInt8, Lowering.Bias(node, 2, channels, plan))
            : Lowering.Bias16(node, 2, channels, plan, OpCode.TransposeConv2DInt16, null);
        plan.Step(
            op,
            node,
            [plan.Index(input), plan.Index(weights), bias, plan.Table("multipliers", multipliers), plan.Table("shifts", shifts)],
            [plan.Index(node.Output)],
            parameters);
    }
}
