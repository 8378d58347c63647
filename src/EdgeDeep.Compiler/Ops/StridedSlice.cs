using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>A slice: on each axis Size elements from Begin at a step.</summary>
/// <param name="Begin">First index on each axis.</param>
/// <param name="Size">Number of elements on each axis.</param>
/// <param name="Stride">Step on each axis; may be negative.</param>
public sealed record StridedSlice(int[] Begin, int[] Size, int[] Stride) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(StridedSlice);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = node.Input(0).Shape;
        Shapes.Match(node, Begin.Length, shape.Length, "the number of dimensions");
        for (int i = 0; i < shape.Length; i++)
        {
            int last = Begin[i] + ((Size[i] - 1) * Stride[i]);
            if (Size[i] > 0 && (Begin[i] < 0 || Begin[i] >= shape[i] || last < 0 || last >= shape[i]))
            {
                throw node.Error($"it reads outside dimension {i} of [{string.Join(',', shape)}]");
            }
        }

        Shapes.Set(node, node.Input(0).Type, Size);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        if (input.Type != ElementType.Int8 || input.Rank > 5)
        {
            int[] dense = StridedMove.Dense(input.Shape);
            StridedMove.Copy(
                node, plan, input, Size,
                (Begin.Zip(dense, (begin, stride) => begin * stride).Sum(), [.. Stride.Zip(dense, (step, stride) => step * stride)]),
                (0, StridedMove.Dense(Size)));
            return;
        }

        plan.Step(
            OpCode.StridedSliceInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, Begin, 5, 0),
                .. Shapes.ToRank(node, Stride, 5), .. Shapes.ToRank(node, Size, 5),
            ]);
    }
}
