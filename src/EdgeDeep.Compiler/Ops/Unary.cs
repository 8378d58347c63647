using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>A function of each element.</summary>
public enum UnaryKind
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    Logistic,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    HardSwish,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>1 / sqrt(x).</summary>
    Rsqrt,

    /// <summary>e to the power of x.</summary>
    Exp,

    /// <summary>Absolute value.</summary>
    Abs,

    /// <summary>-x.</summary>
    Neg,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Error function.</summary>
    Erf,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>x to the power of alpha.</summary>
    Power,

    /// <summary>x for x >= 0, alpha * (exp(x) - 1) below.</summary>
    Elu,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>x * (1 + erf(x / sqrt(2))) / 2.</summary>
    Gelu,

    /// <summary>x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2.</summary>
    GeluTanh,

    /// <summary>x / (1 + exp(-alpha * x)).</summary>
    Silu,

    /// <summary>x * tanh(log(1 + exp(x))).</summary>
    Mish,

    /// <summary>min(max(alpha * x + beta, 0), 1).</summary>
    HardSigmoid,

    /// <summary>The next integer below.</summary>
    Floor,

    /// <summary>The next integer above.</summary>
    Ceiling,

    /// <summary>The nearest integer, the even one of two.</summary>
    Round,

    /// <summary>-1, 0 or 1.</summary>
    Sign,

    /// <summary>Tangent.</summary>
    Tan,

    /// <summary>Inverse sine.</summary>
    Asin,

    /// <summary>Inverse cosine.</summary>
    Acos,

    /// <summary>Inverse tangent.</summary>
    Atan,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Inverse hyperbolic sine.</summary>
    Asinh,

    /// <summary>Inverse hyperbolic cosine.</summary>
    Acosh,

    /// <summary>Inverse hyperbolic tangent.</summary>
    Atanh,

    /// <summary>beta * x for x >= 0, beta * alpha * (exp(x) - 1) below.</summary>
    Selu,

    /// <summary>x for x >= 0, alpha * (exp(x / alpha) - 1) below.</summary>
    Celu,

    /// <summary>x above alpha, 0 elsewhere.</summary>
    ThresholdedRelu,

    /// <summary>x + beta below -alpha, x - beta above alpha, 0 between.</summary>
    Shrink,
}

/// <summary>A function applied to each element. Output: the input's shape.</summary>
/// <remarks>Logistic, Tanh and HardSwish have kernels of their own; int8 tables of 256 results stand for the others.</remarks>
/// <param name="Kind">The function.</param>
/// <param name="Alpha">Its parameter, where it has one.</param>
/// <param name="Beta">Its second parameter, where it has one.</param>
public sealed record Unary(UnaryKind Kind, float Alpha = 0, float Beta = 0) : Operator
{
    private const int IntegerBits = 4;

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
    public override bool HasFloatKernel => FloatKernels.Has(Kind);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        if (input.Type == ElementType.Float32)
        {
            FloatKernels.Function(node, plan, Kind, Alpha, Beta);
            return;
        }

        if (input.Type == ElementType.Int16)
        {
            Unary16.Lower(this, node, plan);
            return;
        }

        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        int[] results = [plan.Index(node.Output)];
        switch (Kind)
        {
            case UnaryKind.Logistic:
                plan.Step(OpCode.LogisticInt8, node, [plan.Index(input)], results, [input.Elements, .. Sigmoid(node, inputQ, outputQ)]);
                break;
            case UnaryKind.Tanh:
                plan.Step(OpCode.TanhInt8, node, [plan.Index(input)], results, [input.Elements, .. Sigmoid(node, inputQ, outputQ)]);
                break;
            case UnaryKind.HardSwish:
                plan.Step(OpCode.HardSwishInt8, node, [plan.Index(input)], results, [input.Elements, .. Swish(inputQ, outputQ)]);
                break;
            default:
                int table = plan.Table($"{Kind} table", LookupTable.Of(this, inputQ, outputQ));
                plan.Step(OpCode.LookupInt8, node, [plan.Index(input), table], results, [input.Elements]);
                break;
        }
    }

    private int[] Sigmoid(Node node, Quantization input, Quantization output)
    {
        if (output.Scale != Rule.Scale || output.ZeroPoint != Rule.ZeroPoint)
        {
            throw node.Error($"its result must have scale {Rule.Scale} and zero point {Rule.ZeroPoint}");
        }

        (int multiplier, int shift) = Multipliers.Quantize(input.Scale * (double)(1 << (31 - IntegerBits)));
        return [-input.ZeroPoint, Multipliers.InputRadius(IntegerBits, shift), multiplier, shift];
    }

    /// <summary>Arithmetic: HardSwishPrepare of TensorFlow Lite Micro, factors in single precision, multipliers of 16 bits.</summary>
    private static int[] Swish(Quantization input, Quantization output)
    {
        float fineInputScale = (1f / 128) * input.Scale;
        (int multiplier, int shift) = Multipliers.Quantize(fineInputScale / output.Scale);
        (int reluish, int reluishShift) = Multipliers.Quantize(fineInputScale / (3f / 32768));
        return [-input.ZeroPoint, output.ZeroPoint, To16Bits(multiplier), shift, To16Bits(reluish), reluishShift];
    }

    private static int To16Bits(int multiplier) =>
        multiplier >= int.MaxValue - (1 << 15) ? short.MaxValue : (multiplier + (1 << 15)) >> 16;
}
