using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// scale * (x - mean) / sqrt(variance + epsilon) + offset on the last axis. Inputs: data, scale, offset, mean, variance.
/// It exists in float graphs only: passes fold it into a neighbour or into a product and a sum.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record BatchNorm(float Epsilon) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchNorm);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);
}
