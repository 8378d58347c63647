using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>exp(beta * x) over its sum along the last axis. Output: the input's shape, scale 1/256, zero point -128.</summary>
/// <param name="Beta">Factor of the exponent.</param>
public sealed record Softmax(float Beta) : Operator
{
    private const int IntegerBits = 5;

    /// <inheritdoc/>
    public override string Name => nameof(Softmax);

    /// <inheritdoc/>
    public override QuantizationRule Rule { get; } = QuantizationRule.Fixed(1f / 256, -128);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        int depth = input.Shape[^1], rows = input.Elements / depth;
        int[] operands = [plan.Index(input)], results = [plan.Index(node.Output)];
        if (input.Type == ElementType.Float32)
        {
            plan.Step(OpCode.SoftmaxFloat, node, operands, results, [rows, depth, BitConverter.SingleToInt32Bits(Beta)]);
            return;
        }

        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        if (outputQ.Scale != Rule.Scale || outputQ.ZeroPoint != Rule.ZeroPoint)
        {
            throw node.Error($"its result must have scale {Rule.Scale} and zero point {Rule.ZeroPoint}");
        }

        double factor = Math.Min((double)Beta * inputQ.Scale * (1 << (31 - IntegerBits)), (1L << 31) - 1.0);
        (int multiplier, int shift) = Multipliers.Quantize(factor);
        plan.Step(
            OpCode.SoftmaxInt8, node, operands, results,
            [rows, depth, multiplier, shift, -Multipliers.InputRadius(IntegerBits, shift)]);
    }
}
