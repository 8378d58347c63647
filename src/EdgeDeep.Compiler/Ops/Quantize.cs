using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Float to integer, or integer to integer at another scale. The output's type and quantization are set by whoever adds
/// the node.
/// </summary>
public sealed record Quantize : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Quantize);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Output.Type, node.Input(0).Shape);
}

/// <summary>Integer to float.</summary>
public sealed record Dequantize : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Dequantize);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, ElementType.Float32, node.Input(0).Shape);
}
