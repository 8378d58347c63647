using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Ops;

/// <summary>An arithmetic operator of two operands.</summary>
public enum BinaryKind
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Sub,

    /// <summary>a * b.</summary>
    Mul,

    /// <summary>a / b; has no int8 kernel.</summary>
    Div,

    /// <summary>max(a, b).</summary>
    Maximum,

    /// <summary>min(a, b).</summary>
    Minimum,
}

/// <summary>Elementwise arithmetic with broadcasting over up to five dimensions.</summary>
/// <param name="Kind">The arithmetic.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record Binary(BinaryKind Kind, Clamp Activation) : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule =>
        Kind is BinaryKind.Maximum or BinaryKind.Minimum ? QuantizationRule.SameAsInputs : QuantizationRule.Calibrated;

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, node.Input(0).Type, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));
}

/// <summary>A function of each element.</summary>
public enum UnaryKind
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    Logistic,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    HardSwish,

    /// <summary>Square root; has no int8 kernel.</summary>
    Sqrt,

    /// <summary>1 / sqrt(x); has no int8 kernel.</summary>
    Rsqrt,

    /// <summary>e to the power of x; has no int8 kernel.</summary>
    Exp,

    /// <summary>Absolute value; has no int8 kernel.</summary>
    Abs,

    /// <summary>-x; has no int8 kernel.</summary>
    Neg,
}

/// <summary>A function applied to each element. Output: the input's shape.</summary>
/// <param name="Kind">The function.</param>
public sealed record Unary(UnaryKind Kind) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule => Kind switch
    {
        UnaryKind.Logistic => QuantizationRule.Fixed(1f / 256, -128),
        UnaryKind.Tanh => QuantizationRule.Fixed(1f / 128, 0),
        _ => QuantizationRule.Calibrated,
    };

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);
}

/// <summary>A clamp as a node of its own, such as a rectifier that could not be fused. Output: the input's shape.</summary>
/// <param name="Activation">The range.</param>
public sealed record Activate(Clamp Activation) : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name =>
        Activation == Clamp.Relu ? "Relu" : Activation == Clamp.Relu6 ? "Relu6" : Activation == Clamp.ReluN1To1 ? "ReluN1To1" : "Clamp";

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);
}

/// <summary>x for x >= 0, alpha * x below. Output: the input's shape.</summary>
/// <param name="Alpha">Slope below zero.</param>
public sealed record LeakyRelu(float Alpha) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(LeakyRelu);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);
}

/// <summary>x for x >= 0, slope * x below. Inputs: data, slopes that broadcast to it. Output: the data's shape.</summary>
public sealed record PRelu : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(PRelu);

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, node.Input(0).Type, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));
}

/// <summary>exp(beta * x) over its sum along the last axis. Output: the input's shape, scale 1/256, zero point -128.</summary>
/// <param name="Beta">Factor of the exponent.</param>
public sealed record Softmax(float Beta) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Softmax);

    /// <inheritdoc/>
    public override QuantizationRule Rule { get; } = QuantizationRule.Fixed(1f / 256, -128);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);
}

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
