using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Nearest-neighbour resize of [n,h,w,c].</summary>
/// <param name="Height">Output rows.</param>
/// <param name="Width">Output columns.</param>
/// <param name="AlignCorners">Maps the corner pixels' centres onto each other.</param>
/// <param name="HalfPixelCenters">Samples at pixel centres.</param>
public sealed record ResizeNearest(int Height, int Width, bool AlignCorners, bool HalfPixelCenters) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(ResizeNearest);

    /// <inheritdoc/>
    public override bool HasFloatKernel => false;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4);
        Shapes.Set(node, input.Type, input.Shape[0], Height, Width, input.Shape[3]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.Int8(node, input);
        Lowering.SameQuantization(node, input, node.Output);
        int rows = plan.Table("rows", Nearest(input.Shape[1], Height)), columns = plan.Table("columns", Nearest(input.Shape[2], Width));
        plan.Step(
            OpCode.ResizeNearestInt8, node, [plan.Index(input), rows, columns], [plan.Index(node.Output)],
            [input.Shape[0], input.Shape[1], input.Shape[2], input.Shape[3], Height, Width]);
    }

    /// <summary>Arithmetic: GetNearestNeighbor of TensorFlow Lite, in single precision.</summary>
    private int[] Nearest(int input, int output)
    {
        float scale = AlignCorners && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;
        float offset = HalfPixelCenters ? 0.5f : 0f;
        return [.. Enumerable.Range(0, output).Select(i =>
        {
            float at = (i + offset) * scale;
            return Math.Clamp((int)(AlignCorners ? MathF.Round(at, MidpointRounding.AwayFromZero) : MathF.Floor(at)), 0, input - 1);
        })];
    }
}
