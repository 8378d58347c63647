using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>What a comparison asks.</summary>
public enum CompareKind
{
    /// <summary>a = b.</summary>
    Equal,

    /// <summary>a != b.</summary>
    NotEqual,

    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a &lt;= b.</summary>
    LessEqual,

    /// <summary>a > b.</summary>
    Greater,

    /// <summary>a >= b.</summary>
    GreaterEqual,
}

/// <summary>Elementwise comparison with broadcasting over up to five dimensions. Output: bool.</summary>
/// <param name="Kind">What is asked.</param>
public sealed record Compare(CompareKind Kind) : Operator
{
    private const int LeftShift = 8;

    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, ElementType.Bool, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));

    /// <inheritdoc/>
    /// <remarks>Arithmetic: ComparisonsPrepare of TensorFlow Lite Micro.</remarks>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value a = node.Input(0), b = node.Input(1);
        Lowering.SameType(node, a, b);
        int[] arithmetic = new int[7];
        OpCode op = a.Type switch
        {
            ElementType.Int8 => OpCode.CompareInt8,
            ElementType.Int32 => OpCode.CompareInt32,
            ElementType.Float32 => OpCode.CompareFloat,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(a.Type)}; compare int8, int32 or float"),
        };
        if (op == OpCode.CompareInt8)
        {
            Quantization qa = Lowering.Int8(node, a), qb = Lowering.Int8(node, b);
            (int multiplierA, int shiftA) = Multipliers.Quantize(qa.Scale);
            (int multiplierB, int shiftB) = Multipliers.Quantize(qb.Scale);
            arithmetic = [LeftShift, -qa.ZeroPoint, multiplierA, shiftA, -qb.ZeroPoint, multiplierB, shiftB];
        }

        plan.Step(
            op, node, [plan.Index(a), plan.Index(b)], [plan.Index(node.Output)],
            [.. Shapes.ToRank(node, a.Shape, 5), .. Shapes.ToRank(node, b.Shape, 5), (int)Kind, .. arithmetic]);
    }
}

/// <summary>How truth values are combined.</summary>
public enum LogicalKind
{
    /// <summary>Both.</summary>
    And,

    /// <summary>At least one.</summary>
    Or,

    /// <summary>Exactly one.</summary>
    Xor,
}

/// <summary>Elementwise logic on bool with broadcasting over up to five dimensions.</summary>
/// <param name="Kind">How they are combined.</param>
public sealed record Logical(LogicalKind Kind) : Operator
{
    /// <inheritdoc/>
    public override string Name => $"Logical{Kind}";

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override void InferShapes(Node node) =>
        Shapes.Set(node, ElementType.Bool, Shapes.Broadcast(node, node.Input(0).Shape, node.Input(1).Shape));

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value a = node.Input(0), b = node.Input(1);
        if (a.Type != ElementType.Bool || b.Type != ElementType.Bool)
        {
            throw node.Error("its operands must be bool");
        }

        plan.Step(
            OpCode.LogicalBool, node, [plan.Index(a), plan.Index(b)], [plan.Index(node.Output)],
            [.. Shapes.ToRank(node, a.Shape, 5), .. Shapes.ToRank(node, b.Shape, 5), (int)Kind, 0, 0]);
    }
}
