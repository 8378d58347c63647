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

    /// <summary>The smallest element.</summary>
    Min,

    /// <summary>The product; has no int8 kernel.</summary>
    Product,
}

/// <summary>Reduction over axes. Output: the input's shape with those axes gone, or 1 where dimensions are kept.</summary>
/// <param name="Kind">What is kept.</param>
/// <param name="Axes">Axes, counted from the front.</param>
/// <param name="KeepDimensions">Keeps reduced axes with size 1.</param>
public sealed record Reduce(ReduceKind Kind, int[] Axes, bool KeepDimensions) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind is ReduceKind.Max or ReduceKind.Min or ReduceKind.Product ? $"Reduce{Kind}" : Kind.ToString();

    /// <inheritdoc/>
    public override QuantizationRule Rule => Kind is ReduceKind.Max or ReduceKind.Min ? QuantizationRule.SameAsInputs : QuantizationRule.Calibrated;

    /// <inheritdoc/>
    public override bool IsFloatOnly => Kind == ReduceKind.Product;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

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
        if (input.Type == ElementType.Float32)
        {
            LowerFloat(node, plan);
            return;
        }

        Quantization inputQ = Lowering.Integer(node, input), outputQ = Lowering.Integer(node, node.Output);
        int front = 5 - input.Rank;
        int mask = Axes.Aggregate(0, (bits, axis) => bits | (1 << (axis + front)));
        (int multiplier, int shift) = Multipliers.Quantize((double)inputQ.Scale / outputQ.Scale);
        int[] parameters =
            [.. Shapes.ToRank(node, input.Shape, 5), mask, -inputQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift];
        int[] operands = [plan.Index(input)];
        if (Kind is ReduceKind.Max or ReduceKind.Min)
        {
            Lowering.SameQuantization(node, input, node.Output);
            OpCode op = Kind == ReduceKind.Max
                ? Lowering.ByType(node, OpCode.ReduceMaxInt8, OpCode.ReduceMaxInt16)
                : Lowering.ByType(node, OpCode.ReduceMinInt8, OpCode.ReduceMinInt16);
            plan.Step(op, node, operands, [plan.Index(node.Output)], parameters);
            return;
        }

        int sums = plan.Scratch($"{node.Output.Name} sums", ElementType.Int32, node.Output.Elements);
        plan.Step(
            Kind == ReduceKind.Mean ? Lowering.ByType(node, OpCode.MeanInt8, OpCode.MeanInt16) : Lowering.ByType(node, OpCode.SumInt8, OpCode.SumInt16),
            node, operands, [plan.Index(node.Output), sums], parameters);
    }

    /// <summary>Axis after axis; neighbours that are both reduced count as one.</summary>
    private void LowerFloat(Node node, PlanBuilder plan)
    {
        List<(int Outer, int Size, int Inner)> calls = [];
        int[] shape = (int[])node.Input(0).Shape.Clone();
        for (int last = shape.Length - 1; last >= 0; last--)
        {
            if (!Axes.Contains(last))
            {
                continue;
            }

            int first = last;
            for (; first > 0 && Axes.Contains(first - 1); first--)
            {
            }

            calls.Add((Shapes.Product(shape.AsSpan()[..first]), Shapes.Product(shape.AsSpan()[first..(last + 1)]), Shapes.Product(shape.AsSpan()[(last + 1)..])));
            shape.AsSpan()[first..(last + 1)].Fill(1);
            last = first;
        }

        if (calls.Count == 0)
        {
            plan.Alias(node.Output, node.Input(0));
            return;
        }

        int from = plan.Index(node.Input(0));
        for (int i = 0; i < calls.Count; i++)
        {
            (int outer, int size, int inner) = calls[i];
            int to = i == calls.Count - 1 ? plan.Index(node.Output) : plan.Scratch($"{node.Output.Name} part {i}", ElementType.Float32, outer * inner);
            plan.Step(OpCode.ReduceFloat, node, [from], [to], [outer, size, inner, (int)Kind]);
            from = to;
        }
    }
}

/// <summary>Index of the largest element along an axis. Output: int32 without that axis.</summary>
/// <param name="Axis">Axis, counted from the front.</param>
/// <param name="KeepDimensions">Keeps the axis with size 1.</param>
/// <param name="Smallest">The index of the smallest element instead.</param>
public sealed record ArgMax(int Axis, bool KeepDimensions, bool Smallest = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => Smallest ? "ArgMin" : nameof(ArgMax);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

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
        OpCode op = input.Type switch
        {
            ElementType.Int8 => Smallest ? OpCode.ArgMinInt8 : OpCode.ArgMaxInt8,
            ElementType.Int16 => Smallest ? OpCode.ArgMinInt16 : OpCode.ArgMaxInt16,
            ElementType.Float32 => Smallest ? OpCode.ArgMinFloat : OpCode.ArgMaxFloat,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(input.Type)}; cast the data to float"),
        };
        int axis = Shapes.Axis(node, Axis, input.Rank);
        plan.Step(
            op, node, [plan.Index(input)], [plan.Index(node.Output)],
            [Shapes.Product(input.Shape.AsSpan()[..axis]), input.Shape[axis], Shapes.Product(input.Shape.AsSpan()[(axis + 1)..])]);
    }
}
