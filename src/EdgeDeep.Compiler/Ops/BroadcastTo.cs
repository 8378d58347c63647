using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Repeats a tensor along axes of size 1 and along new axes in front.</summary>
/// <param name="Shape">The shape of the result.</param>
public sealed record BroadcastTo(int[] Shape) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(BroadcastTo);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] from = node.Input(0).Shape;
        if (from.Length > Shape.Length || !Shapes.Broadcast(node, from, Shape).AsSpan().SequenceEqual(Shape))
        {
            throw node.Error($"[{string.Join(',', from)}] does not broadcast to [{string.Join(',', Shape)}]");
        }

        Shapes.Set(node, node.Input(0).Type, Shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        StridedMove.Copy(node, plan, input, Shape, (0, Strides(input.Shape, Shape)), (0, StridedMove.Dense(Shape)));
    }

    /// <summary>The strides of a dense tensor along the axes of a shape that it broadcasts to.</summary>
    internal static int[] Strides(int[] from, int[] to)
    {
        int[] dense = StridedMove.Dense(from), strides = new int[to.Length];
        for (int i = 1; i <= from.Length; i++)
        {
            strides[^i] = from[^i] == 1 ? 0 : dense[^i];
        }

        return strides;
    }
}
