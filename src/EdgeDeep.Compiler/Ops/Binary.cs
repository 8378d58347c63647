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

    /// <summary>a / b; has no int8 kernel. Of integers, truncated towards zero.</summary>
    Div,

    /// <summary>max(a, b).</summary>
    Maximum,

    /// <summary>min(a, b).</summary>
    Minimum,

    /// <summary>a to the power of b; has no int8 kernel.</summary>
    Pow,

    /// <summary>(a - b)^2.</summary>
    SquaredDifference,

    /// <summary>a / b, rounded down; has no int8 kernel.</summary>
    FloorDiv,

    /// <summary>a - b * floor(a / b); has no int8 kernel.</summary>
    FloorMod,

    /// <summary>a - b * trunc(a / b); has no int8 kernel.</summary>
    Mod,
}

/// <summary>Elementwise arithmetic with broadcasting over up to five dimensions.</summary>
/// <param name="Kind">The arithmetic.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record Binary(BinaryKind Kind, Clamp Activation) : Operator, IActivated
{
    /// <summary>Bits that operands of a sum gain before they are rescaled.</summary>
    private static int LeftShift(Node node) => node.Input(0).Type == ElementType.Int16 ? 15 : 20;

    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule =>
        Kind is BinaryKind.Maximum or BinaryKind.Minimum ? QuantizationRule.SameAsInputs : QuantizationRule.Calibrated;

    /// <inheritdoc/>
    public override bool IsFloatOnly => Kind is BinaryKind.Div or BinaryKind.Pow or BinaryKind.FloorDiv or BinaryKind.FloorMod or BinaryKind.Mod;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, node.Input(0).Type, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value a = node.Input(0), b = node.Input(1);
        if (a.Quantization is null && a.Type is ElementType.Float32 or ElementType.Int32)
        {
            LowerNumbers(node, plan);
            return;
        }

        Quantization qa = Lowering.Integer(node, a), qb = Lowering.Integer(node, b), qo = Lowering.Integer(node, node.Output);
        Lowering.SameType(node, a, b);
        int[] shapes = [.. Shapes.ToRank(node, a.Shape, 5), .. Shapes.ToRank(node, b.Shape, 5)];
        (OpCode op, int[] arithmetic) = Kind switch
        {
            BinaryKind.Add => (Lowering.ByType(node, OpCode.AddInt8, OpCode.AddInt16), Sum(node, qa, qb, qo)),
            BinaryKind.Sub => (Lowering.ByType(node, OpCode.SubInt8, OpCode.SubInt16), Difference(node, qa, qb, qo)),
            BinaryKind.Mul => (Lowering.ByType(node, OpCode.MulInt8, OpCode.MulInt16), Product(node, qa, qb, qo)),
            BinaryKind.SquaredDifference when a.Type == ElementType.Int8 => (OpCode.SquaredDifferenceInt8, Squares(node, qa, qb, qo)),
            BinaryKind.Maximum => (Lowering.ByType(node, OpCode.MaximumInt8, OpCode.MaximumInt16), Selection(node)),
            BinaryKind.Minimum => (Lowering.ByType(node, OpCode.MinimumInt8, OpCode.MinimumInt16), Selection(node)),
            _ => throw node.Error($"it has no {ElementTypes.NameOf(a.Type)} kernel; keep it float, or multiply by the reciprocal instead"),
        };
        plan.Step(op, node, [plan.Index(a), plan.Index(b)], [plan.Index(node.Output)], [.. shapes, .. arithmetic]);
    }

    /// <summary>Numbers that are what they are: float, or integers without a scale.</summary>
    private void LowerNumbers(Node node, PlanBuilder plan)
    {
        Value a = node.Input(0), b = node.Input(1);
        Lowering.SameType(node, a, b);
        bool isFloat = a.Type == ElementType.Float32;
        if (!isFloat && Kind == BinaryKind.Pow)
        {
            throw node.Error("there is no kernel for powers of integers; cast them to float");
        }

        (int min, int max) = isFloat
            ? (FloatKernels.Bits(Activation.Min), FloatKernels.Bits(Activation.Max))
            : ((int)Math.Max(int.MinValue, (double)Activation.Min), (int)Math.Min(int.MaxValue, (double)Activation.Max));
        plan.Step(
            isFloat ? OpCode.BinaryFloat : OpCode.BinaryInt32, node, [plan.Index(a), plan.Index(b)], [plan.Index(node.Output)],
            [.. Shapes.ToRank(node, a.Shape, 5), .. Shapes.ToRank(node, b.Shape, 5), (int)Kind, min, max]);
    }

    /// <summary>Arithmetic: SquaredDifferencePrepare of TensorFlow Lite Micro, int8.</summary>
    private int[] Squares(Node node, Quantization a, Quantization b, Quantization output)
    {
        const int Shift = 7;
        double twiceMax = 2 * (double)Math.Max(a.Scale, b.Scale);
        (int multiplierA, int shiftA) = Multipliers.Quantize(a.Scale / twiceMax);
        (int multiplierB, int shiftB) = Multipliers.Quantize(b.Scale / twiceMax);
        (int multiplier, int shift) = Multipliers.Quantize(twiceMax * twiceMax / ((1 << (2 * Shift)) * (double)output.Scale));
        (int min, int max) = Multipliers.ActivationRange(Activation, output, node.Output.Type);
        return [Shift, -a.ZeroPoint, multiplierA, shiftA, -b.ZeroPoint, multiplierB, shiftB, output.ZeroPoint, multiplier, shift, min, max];
    }

    private int[] Sum(Node node, Quantization a, Quantization b, Quantization output)
    {
        double twiceMax = 2 * (double)Math.Max(a.Scale, b.Scale);
        return Rescaled(
            node, a, b, output, a.Scale / twiceMax, b.Scale / twiceMax, twiceMax / ((1 << LeftShift(node)) * (double)output.Scale));
    }

    /// <summary>
    /// TensorFlow Lite Micro computes the factors of an int8 difference in single precision, unlike a sum's; the numbers that
    /// its tests expect of an int16 difference are those of double precision.
    /// </summary>
    private int[] Difference(Node node, Quantization a, Quantization b, Quantization output)
    {
        if (node.Output.Type == ElementType.Int16)
        {
            return Sum(node, a, b, output);
        }

        float twiceMax = 2 * Math.Max(a.Scale, b.Scale);
        return Rescaled(
            node, a, b, output, a.Scale / twiceMax, b.Scale / twiceMax, twiceMax / ((1 << LeftShift(node)) * output.Scale));
    }

    private int[] Rescaled(Node node, Quantization a, Quantization b, Quantization output, double factorA, double factorB, double factor)
    {
        (int multiplierA, int shiftA) = Multipliers.Quantize(factorA);
        (int multiplierB, int shiftB) = Multipliers.Quantize(factorB);
        (int multiplier, int shift) = Multipliers.Quantize(factor);
        (int min, int max) = Multipliers.ActivationRange(Activation, output, node.Output.Type);
        return
        [
            LeftShift(node), -a.ZeroPoint, multiplierA, shiftA, -b.ZeroPoint, multiplierB, shiftB,
            output.ZeroPoint, multiplier, shift, min, max,
        ];
    }

    private int[] Product(Node node, Quantization a, Quantization b, Quantization output)
    {
        (int multiplier, int shift) = Multipliers.Quantize((double)a.Scale * b.Scale / output.Scale);
        (int min, int max) = Multipliers.ActivationRange(Activation, output, node.Output.Type);
        return [-a.ZeroPoint, -b.ZeroPoint, output.ZeroPoint, multiplier, shift, min, max];
    }

    private static int[] Selection(Node node)
    {
        Lowering.SameQuantization(node, node.Input(0), node.Output);
        Lowering.SameQuantization(node, node.Input(1), node.Output);
        return [];
    }
}
