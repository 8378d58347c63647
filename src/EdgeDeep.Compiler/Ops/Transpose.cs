using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Permutation of axes: output axis i is input axis Permutation[i].</summary>
/// <param name="Permutation">One axis for each output axis.</param>
public sealed record Transpose(int[] Permutation) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Transpose);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0);
        if (!Permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
        {
            throw node.Error($"[{string.Join(',', Permutation)}] is no permutation of {input.Rank} axes");
        }

        Shapes.Set(node, input.Type, [.. Permutation.Select(axis => input.Shape[axis])]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        if (input.Type != ElementType.Int8 || input.Rank > 5)
        {
            int[] dense = StridedMove.Dense(input.Shape);
            StridedMove.Copy(node, plan, input, node.Output.Shape, (0, [.. Permutation.Select(axis => dense[axis])]), (0, StridedMove.Dense(node.Output.Shape)));
            return;
        }

        int front = 5 - input.Rank;
        int[] axes = [.. Enumerable.Range(0, front), .. Permutation.Select(axis => axis + front)];
        plan.Step(OpCode.TransposeInt8, node, [plan.Index(input)], [plan.Index(node.Output)], [.. Shapes.ToRank(node, input.Shape, 5), .. axes]);
    }
}
