using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Fully connected layer. Inputs: data [..., i] seen as rows of i elements, weights [o,i], bias [o] (optional).
/// Output: [rows,o], or [..., o] where the leading dimensions are kept.
/// </summary>
/// <param name="KeepDimensions">Keeps the leading dimensions of the data instead of folding them into one.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record FullyConnected(bool KeepDimensions, Clamp Activation) : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(FullyConnected);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 0, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0), weights = Shapes.OfRank(node, 1, 2);
        int depth = weights.Shape[1];
        Shapes.Match(node, input.Elements % depth, 0, "the input's element count modulo the weights' columns");
        if (KeepDimensions)
        {
            Shapes.Match(node, input.Shape[^1], depth, "the number of input features");
            Shapes.Set(node, input.Type, [.. input.Shape[..^1], weights.Shape[0]]);
        }
        else
        {
            Shapes.Set(node, input.Type, input.Elements / depth, weights.Shape[0]);
        }
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * node.Input(1).Shape[1];
}
