using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Slices of the data picked by tuples of indices. Inputs: data, int32 indices [..., depth]. Output: [..., rest of the data].</summary>
public sealed record GatherNd : Movement
{
    private const int LargestDepth = 5;

    /// <inheritdoc/>
    public override string Name => nameof(GatherNd);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] data = node.Input(0).Shape, indices = node.Input(1).Shape;
        if (indices.Length == 0 || indices[^1] > data.Length || indices[^1] > LargestDepth)
        {
            throw node.Error($"its indices [{string.Join(',', indices)}] do not fit data of [{string.Join(',', data)}]; tuples of 1 to {LargestDepth} are supported");
        }

        Shapes.Set(node, node.Input(0).Type, [.. indices[..^1], .. data[indices[^1]..]]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), indices = node.Input(1);
        Lowering.SameQuantization(node, data, node.Output);
        OpCode op = data.Type switch
        {
            ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => OpCode.GatherNdInt8,
            ElementType.Int16 => OpCode.GatherNdInt16,
            ElementType.Int32 => OpCode.GatherNdInt32,
            ElementType.Float32 => OpCode.GatherNdFloat,
            _ => throw node.Error($"there is no kernel that gathers {ElementTypes.NameOf(data.Type)}; use int32"),
        };
        if (indices.Type != ElementType.Int32)
        {
            throw node.Error($"its indices are {ElementTypes.NameOf(indices.Type)} and must be int32");
        }

        int depth = indices.Shape[^1];
        int[] strides = StridedMove.Dense(data.Shape)[..depth];
        plan.Step(
            op, node, [plan.Index(data), plan.Index(indices)], [plan.Index(node.Output)],
            [indices.Elements / depth, depth, Shapes.Product(data.Shape.AsSpan()[depth..]), .. strides, .. new int[LargestDepth - depth]]);
    }
}
