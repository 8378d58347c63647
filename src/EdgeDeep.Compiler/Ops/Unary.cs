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
    public override void InferShapes(Node node) => Shapes.Set(node, node.Input(0).Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        (OpCode op, int[] arithmetic) = Kind switch
        {
            UnaryKind.Logistic => (OpCode.LogisticInt8, Sigmoid(node, inputQ, outputQ)),
            UnaryKind.Tanh => (OpCode.TanhInt8, Sigmoid(node, inputQ, outputQ)),
            UnaryKind.HardSwish => (OpCode.HardSwishInt8, Swish(inputQ, outputQ)),
            _ => throw node.Error("it has no int8 kernel; keep it out of the exported part of the model"),
        };
        plan.Step(op, node, [plan.Index(input)], [plan.Index(node.Output)], [input.Elements, .. arithmetic]);
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
