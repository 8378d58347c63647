using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Logarithm of the softmax along the last axis. Output: the input's shape, scale 16/256, zero point 127.</summary>
public sealed record LogSoftmax : Operator
{
    private const int IntegerBits = 5;

    /// <inheritdoc/>
    public override string Name => nameof(LogSoftmax);

    /// <inheritdoc/>
    public override QuantizationRule Rule { get; } = QuantizationRule.Fixed(16f / 256, 127);

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    /// <remarks>Arithmetic: PreprocessLogSoftmaxScalingExp of TensorFlow Lite.</remarks>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        int depth = input.Shape[^1], rows = input.Elements / depth;
        int[] operands = [plan.Index(input)], results = [plan.Index(node.Output)];
        if (input.Type == ElementType.Float32)
        {
            plan.Step(OpCode.LogSoftmaxFloat, node, operands, results, [rows, depth, BitConverter.SingleToInt32Bits(1)]);
            return;
        }

        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        if (outputQ.Scale != Rule.Scale || outputQ.ZeroPoint != Rule.ZeroPoint)
        {
            throw node.Error($"its result must have scale {Rule.Scale} and zero point {Rule.ZeroPoint}");
        }

        (int multiplier, int shift) = Multipliers.Softmax(inputQ.Scale, IntegerBits);
        (int reverseMultiplier, int reverseShift) = Multipliers.Quantize((double)(1L << (31 - shift)) / multiplier);
        plan.Step(
            OpCode.LogSoftmaxInt8, node, operands, results,
            [rows, depth, multiplier, shift, -Multipliers.InputRadius(IntegerBits, shift), reverseMultiplier, reverseShift]);
    }
}
