using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;

namespace EdgeDeep.Compiler.Ops;

/// <summary>The same elements in the same order under another shape.</summary>
/// <param name="Shape">The shape; at most one -1 stands for what is left, 0 for the input's dimension there.</param>
public sealed record Reshape(int[] Shape) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Reshape);

    /// <summary>A reshape to a known shape.</summary>
    public static Reshape To(params int[] shape) => new(shape);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0);
        int[] shape = [.. Shape.Select((d, i) => d != 0 ? d : i < input.Rank ? input.Shape[i] : throw node.Error("a dimension of 0 has nothing to copy"))];
        int known = shape.Where(d => d > 0).Aggregate(1, (a, b) => a * b);
        int free = Array.IndexOf(shape, -1);
        if (free >= 0)
        {
            shape[free] = input.Elements / known;
        }

        Shapes.Match(node, shape.Aggregate(1, (a, b) => a * b), input.Elements, "the number of elements");
        Shapes.Set(node, input.Type, shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan) => plan.Alias(node.Output, node.Input(0));
}
