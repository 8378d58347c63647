using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>A clamp as a node of its own, such as a rectifier that could not be fused. Output: the input's shape.</summary>
/// <param name="Activation">The range.</param>
public sealed record Activate(Clamp Activation) : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name =>
        Activation == Clamp.Relu ? "Relu" : Activation == Clamp.Relu6 ? "Relu6" : Activation == Clamp.ReluN1To1 ? "ReluN1To1" : "Clamp";

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        if (input.Type == ElementType.Float32)
        {
            FloatKernels.Clamped(node, plan, Activation);
            return;
        }

        Quantization inputQ = Lowering.Integer(node, input), outputQ = Lowering.Integer(node, node.Output);
        (int min, int max) = Multipliers.ActivationRange(Activation, outputQ, node.Output.Type);
        (int multiplier, int shift) = Multipliers.Quantize(inputQ.Scale / outputQ.Scale);
        plan.Step(
            Lowering.ByType(node, OpCode.ReluInt8, OpCode.ReluInt16), node, [plan.Index(input)], [plan.Index(node.Output)],
            [input.Elements, -inputQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift, min, max]);
    }
}

/// <summary>x for x >= 0, alpha * x below. Output: the input's shape.</summary>
/// <param name="Alpha">Slope below zero.</param>
public sealed record LeakyRelu(float Alpha) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(LeakyRelu);

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        if (input.Type == ElementType.Float32)
        {
            FloatKernels.LeakyRelu(node, plan, Alpha);
            return;
        }

        Quantization inputQ = Lowering.Integer(node, input), outputQ = Lowering.Integer(node, node.Output);
        (int multiplier, int shift) = Multipliers.Quantize(inputQ.Scale / outputQ.Scale);
        (int alphaMultiplier, int alphaShift) = Multipliers.Quantize(inputQ.Scale * Alpha / outputQ.Scale);
        plan.Step(
            Lowering.ByType(node, OpCode.LeakyReluInt8, OpCode.LeakyReluInt16), node, [plan.Index(input)], [plan.Index(node.Output)],
            [input.Elements, -inputQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift, alphaMultiplier, alphaShift]);
    }
}

/// <summary>x for x >= 0, slope * x below. Inputs: data, slopes that broadcast to it. Output: the data's shape.</summary>
public sealed record PRelu : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(PRelu);

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, node.Input(0).Type, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), slopes = node.Input(1);
        Quantization inputQ = Lowering.Int8(node, input), slopeQ = Lowering.Int8(node, slopes), outputQ = Lowering.Int8(node, node.Output);
        (int multiplier, int shift) = Multipliers.Quantize((double)inputQ.Scale / outputQ.Scale);
        (int slopeMultiplier, int slopeShift) = Multipliers.Quantize((double)inputQ.Scale * slopeQ.Scale / outputQ.Scale);
        plan.Step(
            OpCode.PReluInt8, node, [plan.Index(input), plan.Index(slopes)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, slopes.Shape, 5),
                -inputQ.ZeroPoint, -slopeQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift, slopeMultiplier, slopeShift,
            ]);
    }
}
