using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Each element from one of two tensors. Inputs: condition (bool), elements where it holds, elements where it does not; all of
/// one shape.
/// </summary>
public sealed record Select : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Select);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.SameAsInputs;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value condition = node.Input(0), a = node.Input(1), b = node.Input(2);
        if (condition.Type != ElementType.Bool || !condition.Shape.AsSpan().SequenceEqual(a.Shape) || !a.Shape.AsSpan().SequenceEqual(b.Shape))
        {
            throw node.Error($"its condition {condition} and data {a} and {b} must have one shape, and the condition must be bool");
        }

        Shapes.Set(node, a.Type, a.Shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value a = node.Input(1), b = node.Input(2);
        Lowering.SameType(node, a, b);
        Lowering.SameQuantization(node, a, node.Output);
        Lowering.SameQuantization(node, b, node.Output);
        OpCode op = a.Type switch
        {
            ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => OpCode.SelectInt8,
            ElementType.Int16 => OpCode.SelectInt16,
            ElementType.Int32 => OpCode.SelectInt32,
            ElementType.Float32 => OpCode.SelectFloat,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(a.Type)}; use int32 or float"),
        };
        plan.Step(op, node, [plan.Index(node.Input(0)), plan.Index(a), plan.Index(b)], [plan.Index(node.Output)], [a.Elements]);
    }
}
