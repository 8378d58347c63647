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
    public override bool HasFloatKernel => true;

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

        if (input.Type == ElementType.Int16)
        {
            Lower16(node, plan, rows, depth);
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

    /// <summary>Arithmetic: SoftmaxPrepare of TensorFlow Lite Micro for int16.</summary>
    private void Lower16(Node node, PlanBuilder plan, int rows, int depth)
    {
        Quantization inputQ = Lowering.Symmetric16(node, node.Input(0)), outputQ = Lowering.Symmetric16(node, node.Output);
        Lowering.ByType(node, OpCode.SoftmaxInt8, OpCode.SoftmaxInt16);
        if (Math.Abs(outputQ.Scale - (1f / 32768)) > 1f / 32768 / 1000)
        {
            throw node.Error("its int16 result must have scale 1/32768; convert the model again");
        }

        Quantization unit = new(2f / 65535, 0);
        short[] exponentials = Unary16.Table(new Quantization(10f / 65535, short.MaxValue), unit, MathF.Exp);
        short[] reciprocals = Unary16.Table(new Quantization(1f / 65535, short.MinValue), unit, real => 1 / (1 + real));
        (int multiplier, int shift) = Multipliers.Quantize((double)inputQ.Scale * Beta / (10.0 / 65535.0));
        plan.Step(
            OpCode.SoftmaxInt16, node,
            [plan.Index(node.Input(0)), plan.Table("exponentials", exponentials), plan.Table("reciprocals", reciprocals)],
            [plan.Index(node.Output)], [rows, depth, multiplier, shift]);
    }
}
