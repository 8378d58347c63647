using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Products of matrices, none of which holds weights. Inputs: [..., n, k] and [..., k, m]; the leading axes broadcast.
/// Output: [..., n, m].
/// </summary>
/// <param name="LeftTransposed">The left operand is [..., k, n].</param>
/// <param name="RightTransposed">The right operand is [..., m, k].</param>
/// <param name="Factor">A number that every product is multiplied by, such as the scale of an attention; it costs nothing.</param>
public sealed record BatchMatMul(bool LeftTransposed, bool RightTransposed, float Factor = 1) : Operator
{
    private const int BatchAxes = 3;

    /// <inheritdoc/>
    public override string Name => nameof(BatchMatMul);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        (int[] left, int[] right) = (Matrices(node, 0, LeftTransposed), Matrices(node, 1, RightTransposed));
        Shapes.Match(node, right[^2], left[^1], "the number of rows of the right matrices");
        Shapes.Set(node, node.Input(0).Type, [.. Shapes.Broadcast(node, left[..^2], right[..^2]), left[^2], right[^1]]);
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * Matrices(node, 0, LeftTransposed)[^1];

    /// <inheritdoc/>
    /// <remarks>Arithmetic: BatchMatMulPrepare of TensorFlow Lite Micro, where the factor is 1.</remarks>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value left = node.Input(0), right = node.Input(1);
        Quantization leftQ = Lowering.Int8(node, left), rightQ = Lowering.Int8(node, right), outputQ = Lowering.Int8(node, node.Output);
        (int[] a, int[] b) = (Matrices(node, 0, LeftTransposed), Matrices(node, 1, RightTransposed));
        (int multiplier, int shift) = Multipliers.Quantize(leftQ.Scale * rightQ.Scale * (double)Factor / outputQ.Scale);
        plan.Step(
            OpCode.BatchMatMulInt8, node, [plan.Index(left), plan.Index(right)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, a[..^2], BatchAxes), .. Shapes.ToRank(node, b[..^2], BatchAxes),
                a[^2], b[^1], a[^1], LeftTransposed ? 1 : 0, RightTransposed ? 1 : 0,
                -leftQ.ZeroPoint, -rightQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift,
            ]);
    }

    /// <summary>The shape of an operand as its matrices count in the product.</summary>
    private static int[] Matrices(Node node, int input, bool transposed)
    {
        int[] shape = node.Input(input).Shape;
        return shape.Length < 2
            ? throw node.Error($"its operand {input} has {shape.Length} dimensions, and matrices have two or more")
            : transposed ? [.. shape[..^2], shape[^1], shape[^2]] : shape;
    }
}
