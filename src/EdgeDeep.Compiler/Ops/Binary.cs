using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

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
    private const int LeftShift = 20;

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

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value a = node.Input(0), b = node.Input(1);
        Quantization qa = Lowering.Int8(node, a), qb = Lowering.Int8(node, b), qo = Lowering.Int8(node, node.Output);
        int[] shapes = [.. Shapes.ToRank(node, a.Shape, 5), .. Shapes.ToRank(node, b.Shape, 5)];
        (OpCode op, int[] arithmetic) = Kind switch
        {
            BinaryKind.Add => (OpCode.AddInt8, Sum(qa, qb, qo)),
            BinaryKind.Sub => (OpCode.SubInt8, Difference(qa, qb, qo)),
            BinaryKind.Mul => (OpCode.MulInt8, Product(qa, qb, qo)),
            BinaryKind.Maximum => (OpCode.MaximumInt8, Selection(node)),
            BinaryKind.Minimum => (OpCode.MinimumInt8, Selection(node)),
            _ => throw node.Error("it has no int8 kernel; multiply by the reciprocal instead"),
        };
        plan.Step(op, node, [plan.Index(a), plan.Index(b)], [plan.Index(node.Output)], [.. shapes, .. arithmetic]);
    }

    private int[] Sum(Quantization a, Quantization b, Quantization output)
    {
        double twiceMax = 2 * (double)Math.Max(a.Scale, b.Scale);
        return Rescaled(
            a, b, output, a.Scale / twiceMax, b.Scale / twiceMax, twiceMax / ((1 << LeftShift) * (double)output.Scale));
    }

    /// <summary>TensorFlow Lite Micro computes a difference's factors in single precision, unlike a sum's.</summary>
    private int[] Difference(Quantization a, Quantization b, Quantization output)
    {
        float twiceMax = 2 * Math.Max(a.Scale, b.Scale);
        return Rescaled(
            a, b, output, a.Scale / twiceMax, b.Scale / twiceMax, twiceMax / ((1 << LeftShift) * output.Scale));
    }

    private int[] Rescaled(Quantization a, Quantization b, Quantization output, double factorA, double factorB, double factor)
    {
        (int multiplierA, int shiftA) = Multipliers.Quantize(factorA);
        (int multiplierB, int shiftB) = Multipliers.Quantize(factorB);
        (int multiplier, int shift) = Multipliers.Quantize(factor);
        (int min, int max) = Multipliers.ActivationRange(Activation, output);
        return
        [
            LeftShift, -a.ZeroPoint, multiplierA, shiftA, -b.ZeroPoint, multiplierB, shiftB,
            output.ZeroPoint, multiplier, shift, min, max,
        ];
    }

    private int[] Product(Quantization a, Quantization b, Quantization output)
    {
        (int multiplier, int shift) = Multipliers.Quantize((double)a.Scale * b.Scale / output.Scale);
        (int min, int max) = Multipliers.ActivationRange(Activation, output);
        return [-a.ZeroPoint, -b.ZeroPoint, output.ZeroPoint, multiplier, shift, min, max];
    }

    private static int[] Selection(Node node)
    {
        Lowering.SameQuantization(node, node.Input(0), node.Output);
        Lowering.SameQuantization(node, node.Input(1), node.Output);
        return [];
    }
}
