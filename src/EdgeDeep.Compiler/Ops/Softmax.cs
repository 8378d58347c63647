using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// exp(beta * x) over its sum along the last axis. Output: the input's shape, scale 1/256, zero point -128;
/// int16 with scale 1/65536 and zero point -32768 where a quantized graph asks for it.
/// </summary>
/// <param name="Beta">Factor of the exponent.</param>
public sealed record Softmax(float Beta) : Operator
{
    private const int IntegerBits = 5;

    /// <inheritdoc/>
    public override string Name => nameof(Softmax);

    /// <inheritdoc/>
    public override QuantizationRule Rule { get; } = QuantizationRule.Fixed(1f / 256, -128);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        bool wide = node.Input(0).Type == ElementType.Int8 && node.Output.Type == ElementType.Int16;
        Shapes.Set(node, wide ? ElementType.Int16 : node.Input(0).Type, node.Input(0).Shape);
    }

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

        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.PerTensor(node, node.Output);
        bool wide = node.Output.Type == ElementType.Int16;
        (float scale, int zeroPoint) = wide ? (1f / 65536, short.MinValue) : (Rule.Scale, Rule.ZeroPoint);
        if (outputQ.ZeroPoint != zeroPoint || Math.Abs(outputQ.Scale - scale) > (wide ? scale / 1000 : 0))
        {
            throw node.Error($"its result must have scale {scale} and zero point {zeroPoint}");
        }

        (int multiplier, int shift) = Multipliers.Softmax((double)Beta * inputQ.Scale, IntegerBits);
        plan.Step(
            wide ? OpCode.SoftmaxInt8ToInt16 : OpCode.SoftmaxInt8, node, operands, results,
            [rows, depth, multiplier, shift, -Multipliers.InputRadius(IntegerBits, shift)]);
    }
}
