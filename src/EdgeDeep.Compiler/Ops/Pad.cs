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
        Quantization quantization = Lowering.Int8(node, input);
        Lowering.SameQuantization(node, input, node.Output);
        float stored = MathF.Round(Value / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint;
        plan.Step(
            OpCode.PadInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, Before, 5, 0), .. Shapes.ToRank(node, After, 5, 0),
                (int)Math.Clamp(stored, sbyte.MinValue, sbyte.MaxValue),
            ]);
    }
}
