using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Rows along the last axis divided by their Euclidean length. Output: the input's shape, scale 1/128, zero point 0.</summary>
public sealed record L2Norm : Operator
{
    private const int LargestDepth = 33025;

    /// <inheritdoc/>
    public override string Name => nameof(L2Norm);

    /// <inheritdoc/>
    public override QuantizationRule Rule { get; } = QuantizationRule.Fixed(1f / 128, 0);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        int depth = input.Shape[^1];
        if (outputQ.Scale != Rule.Scale || outputQ.ZeroPoint != Rule.ZeroPoint || depth > LargestDepth)
        {
            throw node.Error($"its result must have scale {Rule.Scale} and zero point {Rule.ZeroPoint}, and rows at most {LargestDepth} elements");
        }

        plan.Step(OpCode.L2NormInt8, node, [plan.Index(input)], [plan.Index(node.Output)], [input.Elements / depth, depth, -inputQ.ZeroPoint]);
    }
}
