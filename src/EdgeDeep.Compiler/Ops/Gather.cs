using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Slices of the data picked by index along an axis. Inputs: data, int32 indices.</summary>
/// <param name="Axis">Axis of the data; negative counts from the end.</param>
public sealed record Gather(int Axis) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Gather);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = node.Input(0);
        int axis = Shapes.Axis(node, Axis, data.Rank);
        Shapes.Set(node, data.Type, [.. data.Shape[..axis], .. node.Input(1).Shape, .. data.Shape[(axis + 1)..]]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), indices = node.Input(1);
        OpCode op = data.Type switch
        {
            ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => OpCode.GatherInt8,
            ElementType.Int16 => OpCode.GatherInt16,
            ElementType.Int32 => OpCode.GatherInt32,
            ElementType.Float32 => OpCode.GatherFloat,
            _ => throw node.Error($"there is no kernel that gathers {ElementTypes.NameOf(data.Type)}; use int32"),
        };
        Lowering.SameQuantization(node, data, node.Output);
        int axis = Shapes.Axis(node, Axis, data.Rank);
        if (indices.IsConstant && (indices.Type != ElementType.Int32 || indices.AsInts().Any(i => i < 0 || i >= data.Shape[axis])))
        {
            throw node.Error($"its indices must be int32 within 0..{data.Shape[axis] - 1}");
        }

        plan.Step(
            op, node, [plan.Index(data), plan.Index(indices)], [plan.Index(node.Output)],
            [1, Shapes.Product(data.Shape.AsSpan()[..axis]), data.Shape[axis], indices.Elements, Shapes.Product(data.Shape.AsSpan()[(axis + 1)..])]);
    }
}
