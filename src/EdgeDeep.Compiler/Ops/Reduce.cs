using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>What a reduction keeps.</summary>
public enum ReduceKind
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest element.</summary>
    Max,
}

/// <summary>Reduction over axes. Output: the input's shape with those axes gone, or 1 where dimensions are kept.</summary>
/// <param name="Kind">What is kept.</param>
/// <param name="Axes">Axes, counted from the front.</param>
/// <param name="KeepDimensions">Keeps reduced axes with size 1.</param>
public sealed record Reduce(ReduceKind Kind, int[] Axes, bool KeepDimensions) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind == ReduceKind.Max ? "ReduceMax" : Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule => Kind == ReduceKind.Max ? QuantizationRule.SameAsInputs : QuantizationRule.Calibrated;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0);
        List<int> shape = [];
        for (int axis = 0; axis < input.Rank; axis++)
        {
            if (!Axes.Contains(axis))
            {
                shape.Add(input.Shape[axis]);
            }
            else if (KeepDimensions)
            {
                shape.Add(1);
            }
        }

        Shapes.Set(node, input.Type, [.. shape]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization inputQ = Lowering.Integer(node, input), outputQ = Lowering.Integer(node, node.Output);
        int front = 5 - input.Rank;
        int mask = Axes.Aggregate(0, (bits, axis) => bits | (1 << (axis + front)));
        (int multiplier, int shift) = Multipliers.Quantize((double)inputQ.Scale / outputQ.Scale);
        int[] parameters =
            [.. Shapes.ToRank(node, input.Shape, 5), mask, -inputQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift];
        int[] operands = [plan.Index(input)];
        if (Kind == ReduceKind.Max)
        {
            Lowering.SameQuantization(node, input, node.Output);
            plan.Step(Lowering.ByType(node, OpCode.ReduceMaxInt8, OpCode.ReduceMaxInt16), node, operands, [plan.Index(node.Output)], parameters);
            return;
        }

        int sums = plan.Scratch($"{node.Output.Name} sums", ElementType.Int32, node.Output.Elements);
        plan.Step(
            Kind == ReduceKind.Mean ? Lowering.ByType(node, OpCode.MeanInt8, OpCode.MeanInt16) : Lowering.ByType(node, OpCode.SumInt8, OpCode.SumInt16),
            node, operands, [plan.Index(node.Output), sums], parameters);
    }
}

/// <summary>Index of the largest element along an axis. Output: int32 without that axis.</summary>
/// <param name="Axis">Axis, counted from the front.</param>
/// <param name="KeepDimensions">Keeps the axis with size 1.</param>
public sealed record ArgMax(int Axis, bool KeepDimensions) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(ArgMax);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = node.Input(0).Shape;
        int axis = Shapes.Axis(node, Axis, shape.Length);
        Shapes.Set(node, ElementType.Int32, KeepDimensions ? [.. shape[..axis], 1, .. shape[(axis + 1)..]] : [.. shape[..axis], .. shape[(axis + 1)..]]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.Int8(node, input);
        int axis = Shapes.Axis(node, Axis, input.Rank);
        plan.Step(
            OpCode.ArgMaxInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [Shapes.Product(input.Shape.AsSpan()[..axis]), input.Shape[axis], Shapes.Product(input.Shape.AsSpan()[(axis + 1)..])]);
    }
}
