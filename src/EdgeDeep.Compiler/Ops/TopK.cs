using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// The largest or smallest elements along the last axis, in order. Outputs: values at the data's scale, and their int32 indices.
/// </summary>
/// <param name="Count">How many are kept of each row.</param>
/// <param name="Smallest">The smallest instead of the largest.</param>
public sealed record TopK(int Count, bool Smallest) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(TopK);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.SameAsInputs;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = node.Input(0);
        if (data.Rank == 0 || Count < 1 || Count > data.Shape[^1])
        {
            throw node.Error($"it cannot keep {Count} elements of each row of [{string.Join(',', data.Shape)}]");
        }

        int[] shape = [.. data.Shape[..^1], Count];
        Shapes.Set(node, data.Type, shape);
        (node.Outputs[1].Type, node.Outputs[1].Shape) = (ElementType.Int32, shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0);
        Lowering.SameQuantization(node, data, node.Output);
        OpCode op = data.Type switch
        {
            ElementType.Int8 => OpCode.TopKInt8,
            ElementType.Float32 => OpCode.TopKFloat,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(data.Type)}; use int8 or float"),
        };
        plan.Step(
            op, node, [plan.Index(data)], [plan.Index(node.Output), plan.Index(node.Outputs[1])],
            [data.Elements / data.Shape[^1], data.Shape[^1], Count, Smallest ? 1 : 0]);
    }
}
