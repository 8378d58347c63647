using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// 2-D convolution, possibly grouped. Inputs: data [n,h,w,c], weights [o,kh,kw,c/groups], bias [o] (optional).
/// Output: [n,oh,ow,o].
/// </summary>
/// <param name="StrideHeight">Vertical step.</param>
/// <param name="StrideWidth">Horizontal step.</param>
/// <param name="DilationHeight">Vertical distance of filter taps.</param>
/// <param name="DilationWidth">Horizontal distance of filter taps.</param>
/// <param name="Pad">Zeros around the image.</param>
/// <param name="Groups">Independent groups of channels.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record Conv2D(
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, Padding Pad, int Groups, Clamp Activation)
    : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(Conv2D);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 0, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4), weights = Shapes.OfRank(node, 1, 4);
        Shapes.Match(node, input.Shape[3], weights.Shape[3] * Groups, "the number of input channels");
        Shapes.Match(node, weights.Shape[0] % Groups, 0, "output channels modulo groups");
        Shapes.Set(
            node,
            input.Type,
            input.Shape[0],
            Shapes.Window(input.Shape[1], weights.Shape[1], StrideHeight, DilationHeight, Pad.Top, Pad.Bottom),
            Shapes.Window(input.Shape[2], weights.Shape[2], StrideWidth, DilationWidth, Pad.Left, Pad.Right),
            weights.Shape[0]);
    }

    /// <inheritdoc/>
    public override long Macs(Node node)
    {
        int[] weights = node.Input(1).Shape;
        return (long)node.Output.Elements * weights[1] * weights[2] * weights[3];
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), weights = node.Input(1);
        Quantization inputQ = Lowering.Symmetric16(node, input), outputQ = Lowering.Symmetric16(node, node.Output);
        Quantization weightsQ = input.Type == ElementType.Int16 ? Lowering.SymmetricWeights(node, 1, 0) : Lowering.Weights(node, 1, 0);
        int channels = node.Output.Shape[3];
        (int[] multipliers, int[] shifts) = Multipliers.PerChannel(inputQ.Scale, weightsQ.Scales, outputQ.Scale, channels);
        (int min, int max) = Multipliers.ActivationRange(Activation, outputQ, node.Output.Type);
        Conv2DParameters p = new()
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
            Groups = Groups,
            InputOffset = -inputQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            ActivationMin = min,
            ActivationMax = max,
        };
        int[] parameters = new int[Conv2DParameters.Count];
        p.Store(parameters, 0);
        (OpCode op, int bias) = Lowering.ByType(node, OpCode.Conv2DInt8, OpCode.Conv2DInt16) == OpCode.Conv2DInt8
            ? (OpCode.Conv2DInt8, Lowering.Bias(node, 2, channels, plan))
            : Lowering.Bias16(node, 2, channels, plan, OpCode.Conv2DInt16, OpCode.Conv2DInt16Bias32);
        int[] operands = [plan.Index(input), plan.Index(weights), bias, plan.Table("multipliers", multipliers), plan.Table("shifts", shifts)];
        if (Array.TrueForAll(weightsQ.ZeroPoints, zeroPoint => zeroPoint == 0))
        {
            plan.Step(op, node, operands, [plan.Index(node.Output)], parameters);
            return;
        }

        int offsets = plan.Table("weights offsets", Lowering.WeightsOffsets(weightsQ, channels));
        plan.Step(OpCode.Conv2DInt8WeightsOffset, node, [.. operands, offsets], [plan.Index(node.Output)], parameters);
    }
}

/// <summary>An operator that can clamp its result.</summary>
public interface IActivated
{
    /// <summary>The clamp.</summary>
    Clamp Activation { get; }

    /// <summary>The same operator with another clamp.</summary>
    Operator With(Clamp activation);
}
