using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// 2-D convolution of each channel by itself. Inputs: data [n,h,w,c], weights [1,kh,kw,c*m], bias [c*m] (optional).
/// Output: [n,oh,ow,c*m]; output channel c*m+i comes from input channel c.
/// </summary>
/// <param name="StrideHeight">Vertical step.</param>
/// <param name="StrideWidth">Horizontal step.</param>
/// <param name="DilationHeight">Vertical distance of filter taps.</param>
/// <param name="DilationWidth">Horizontal distance of filter taps.</param>
/// <param name="Pad">Zeros around the image.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record DepthwiseConv2D(
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, Padding Pad, Clamp Activation)
    : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(DepthwiseConv2D);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 3, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4), weights = Shapes.OfRank(node, 1, 4);
        Shapes.Match(node, weights.Shape[3] % input.Shape[3], 0, "output channels modulo input channels");
        Shapes.Set(
            node,
            input.Type,
            input.Shape[0],
            Shapes.Window(input.Shape[1], weights.Shape[1], StrideHeight, DilationHeight, Pad.Top, Pad.Bottom),
            Shapes.Window(input.Shape[2], weights.Shape[2], StrideWidth, DilationWidth, Pad.Left, Pad.Right),
            weights.Shape[3]);
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * node.Input(1).Shape[1] * node.Input(1).Shape[2];

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), weights = node.Input(1);
        Quantization inputQ = Lowering.Symmetric16(node, input), outputQ = Lowering.Symmetric16(node, node.Output);
        Quantization weightsQ = input.Type == ElementType.Int16 ? Lowering.SymmetricWeights(node, 1, 3) : Lowering.Weights(node, 1, 3);
        int channels = node.Output.Shape[3];
        (int[] multipliers, int[] shifts) = Multipliers.PerChannel(inputQ.Scale, weightsQ.Scales, outputQ.Scale, channels);
        (int min, int max) = Multipliers.ActivationRange(Activation, outputQ, node.Output.Type);
        DepthwiseConv2DParameters p = new()
        {
            Batches = input.Shape[0],
            InputHeight = input.Shape[1],
            InputWidth = input.Shape[2],
            InputChannels = input.Shape[3],
            FilterHeight = weights.Shape[1],
            FilterWidth = weights.Shape[2],
            OutputHeight = node.Output.Shape[1],
            OutputWidth = node.Output.Shape[2],
            OutputChannels = channels,
            StrideHeight = StrideHeight,
            StrideWidth = StrideWidth,
            DilationHeight = DilationHeight,
            DilationWidth = DilationWidth,
            PadTop = Pad.Top,
            PadLeft = Pad.Left,
            DepthMultiplier = channels / input.Shape[3],
            InputOffset = -inputQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            ActivationMin = min,
            ActivationMax = max,
        };
        int[] parameters = new int[DepthwiseConv2DParameters.Count];
        p.Store(parameters, 0);
        (OpCode op, int bias) = Lowering.ByType(node, OpCode.DepthwiseConv2DInt8, OpCode.DepthwiseConv2DInt16) == OpCode.DepthwiseConv2DInt8
            ? (OpCode.DepthwiseConv2DInt8, Lowering.Bias(node, 2, channels, plan))
            : Lowering.Bias16(node, 2, channels, plan, OpCode.DepthwiseConv2DInt16, OpCode.DepthwiseConv2DInt16Bias32);
        int[] operands = [plan.Index(input), plan.Index(weights), bias, plan.Table("multipliers", multipliers), plan.Table("shifts", shifts)];
        if (Array.TrueForAll(weightsQ.ZeroPoints, zeroPoint => zeroPoint == 0))
        {
            plan.Step(op, node, operands, [plan.Index(node.Output)], parameters);
            return;
        }

        int offsets = plan.Table("weights offsets", Lowering.WeightsOffsets(weightsQ, channels));
        plan.Step(OpCode.DepthwiseConv2DInt8WeightsOffset, node, [.. operands, offsets], [plan.Index(node.Output)], parameters);
    }
}
