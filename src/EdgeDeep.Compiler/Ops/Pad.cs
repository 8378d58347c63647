using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>A border of one value around a tensor.</summary>
/// <param name="Before">Elements in front on each axis.</param>
/// <param name="After">Elements behind on each axis.</param>
/// <param name="Value">The border's real value.</param>
public sealed record Pad(int[] Before, int[] After, float Value) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Pad);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = node.Input(0).Shape;
        Shapes.Match(node, Before.Length, shape.Length, "the number of dimensions");
        Shapes.Set(node, node.Input(0).Type, [.. shape.Select((d, i) => d + Before[i] + After[i])]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        float stored = input.Quantization is { } quantization
            ? MathF.Round(Value / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint
            : Value;
        if (input.Type != ElementType.Int8 || input.Rank > 5)
        {
            (double low, double high) = input.Type switch
            {
                ElementType.Int16 => (short.MinValue, short.MaxValue),
                ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
                ElementType.Float32 => (double.NegativeInfinity, double.PositiveInfinity),
                _ => (int.MinValue, (double)int.MaxValue),
            };
            StridedMove.Fill(node, plan, Math.Clamp(stored, low, high));
            int[] dense = StridedMove.Dense(node.Output.Shape);
            StridedMove.Copy(node, plan, input, input.Shape, (0, StridedMove.Dense(input.Shape)), (Before.Zip(dense, (before, stride) => before * stride).Sum(), dense));
            return;
        }

        plan.Step(
            OpCode.PadInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, Before, 5, 0), .. Shapes.ToRank(node, After, 5, 0),
                (int)Math.Clamp(stored, sbyte.MinValue, sbyte.MaxValue),
            ]);
    }
}
