using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>An operator that moves elements without changing them: results have the operands' scale.</summary>
public abstract record Movement : Operator
{
    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.SameAsInputs;
}

/// <summary>The same elements in the same order under another shape.</summary>
/// <param name="Shape">The shape; at most one -1 stands for what is left, 0 for the input's dimension there.</param>
public sealed record Reshape(int[] Shape) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Reshape);

    /// <summary>A reshape to a known shape.</summary>
    public static Reshape To(params int[] shape) => new(shape);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0);
        int[] shape = [.. Shape.Select((d, i) => d != 0 ? d : i < input.Rank ? input.Shape[i] : throw node.Error("a dimension of 0 has nothing to copy"))];
        int known = shape.Where(d => d > 0).Aggregate(1, (a, b) => a * b);
        int free = Array.IndexOf(shape, -1);
        if (free >= 0)
        {
            shape[free] = input.Elements / known;
        }

        Shapes.Match(node, shape.Aggregate(1, (a, b) => a * b), input.Elements, "the number of elements");
        Shapes.Set(node, input.Type, shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan) => plan.Alias(node.Output, node.Input(0));
}

/// <summary>Permutation of axes: output axis i is input axis Permutation[i].</summary>
/// <param name="Permutation">One axis for each output axis.</param>
public sealed record Transpose(int[] Permutation) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Transpose);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = node.Input(0);
        if (!Permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
        {
            throw node.Error($"[{string.Join(',', Permutation)}] is no permutation of {input.Rank} axes");
        }

        Shapes.Set(node, input.Type, [.. Permutation.Select(axis => input.Shape[axis])]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        int front = 5 - input.Rank;
        int[] axes = [.. Enumerable.Range(0, front), .. Permutation.Select(axis => axis + front)];
        Lowering.Int8(node, input);
        plan.Step(OpCode.TransposeInt8, node, [plan.Index(input)], [plan.Index(node.Output)], [.. Shapes.ToRank(node, input.Shape, 5), .. axes]);
    }
}

/// <summary>Operands one after the other along an axis.</summary>
/// <param name="Axis">Axis; negative counts from the end.</param>
public sealed record Concatenation(int Axis) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Concatenation);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = (int[])node.Input(0).Shape.Clone();
        int axis = Shapes.Axis(node, Axis, shape.Length);
        foreach (Value other in node.Inputs.Skip(1).Select((_, i) => node.Input(i + 1)))
        {
            Shapes.Match(node, other.Rank, shape.Length, "the number of dimensions");
            for (int i = 0; i < shape.Length; i++)
            {
                if (i == axis)
                {
                    shape[i] += other.Shape[i];
                }
                else
                {
                    Shapes.Match(node, other.Shape[i], node.Input(0).Shape[i], $"dimension {i}");
                }
            }
        }

        Shapes.Set(node, node.Input(0).Type, shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        int axis = Shapes.Axis(node, Axis, node.Output.Rank);
        int inner = Shapes.Product(node.Output.Shape.AsSpan()[(axis + 1)..]), outer = Shapes.Product(node.Output.Shape.AsSpan()[..axis]);
        int start = 0;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Value input = node.Input(i);
            Lowering.Int8(node, input);
            Lowering.SameQuantization(node, input, node.Output);
            int size = input.Shape[axis] * inner;
            plan.Step(
                OpCode.ConcatenationInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
                [outer, size, node.Output.Shape[axis] * inner, start]);
            start += size;
        }
    }
}

/// <summary>A slice: on each axis Size elements from Begin at a step.</summary>
/// <param name="Begin">First index on each axis.</param>
/// <param name="Size">Number of elements on each axis.</param>
/// <param name="Stride">Step on each axis; may be negative.</param>
public sealed record StridedSlice(int[] Begin, int[] Size, int[] Stride) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(StridedSlice);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = node.Input(0).Shape;
        Shapes.Match(node, Begin.Length, shape.Length, "the number of dimensions");
        for (int i = 0; i < shape.Length; i++)
        {
            int last = Begin[i] + ((Size[i] - 1) * Stride[i]);
            if (Size[i] > 0 && (Begin[i] < 0 || Begin[i] >= shape[i] || last < 0 || last >= shape[i]))
            {
                throw node.Error($"it reads outside dimension {i} of [{string.Join(',', shape)}]");
            }
        }

        Shapes.Set(node, node.Input(0).Type, Size);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.Int8(node, input);
        Lowering.SameQuantization(node, input, node.Output);
        plan.Step(
            OpCode.StridedSliceInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, Begin, 5, 0),
                .. Shapes.ToRank(node, Stride, 5), .. Shapes.ToRank(node, Size, 5),
            ]);
    }
}

/// <summary>A border of one value around a tensor.</summary>
/// <param name="Before">Elements in front on each axis.</param>
/// <param name="After">Elements behind on each axis.</param>
/// <param name="Value">The border's real value.</param>
public sealed record Pad(int[] Before, int[] After, float Value) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Pad);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = node.Input(0).Shape;
        Shapes.Match(node, Before.Length, shape.Length, "the number of dimensions");
        Shapes.Set(node, node.Input(0).Type, [.. shape.Select((d, i) => d + Before[i] + After[i])]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization quantization = Lowering.Int8(node, input);
        Lowering.SameQuantization(node, input, node.Output);
        float stored = MathF.Round(Value / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint;
        plan.Step(
            OpCode.PadInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, input.Shape, 5), .. Shapes.ToRank(node, Before, 5, 0), .. Shapes.ToRank(node, After, 5, 0),
                (int)Math.Clamp(stored, sbyte.MinValue, sbyte.MaxValue),
            ]);
    }
}

/// <summary>Nearest-neighbour resize of [n,h,w,c].</summary>
/// <param name="Height">Output rows.</param>
/// <param name="Width">Output columns.</param>
/// <param name="AlignCorners">Maps the corner pixels' centres onto each other.</param>
/// <param name="HalfPixelCenters">Samples at pixel centres.</param>
public sealed record ResizeNearest(int Height, int Width, bool AlignCorners, bool HalfPixelCenters) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(ResizeNearest);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4);
        Shapes.Set(node, input.Type, input.Shape[0], Height, Width, input.Shape[3]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.Int8(node, input);
        Lowering.SameQuantization(node, input, node.Output);
        int rows = plan.Table("rows", Nearest(input.Shape[1], Height)), columns = plan.Table("columns", Nearest(input.Shape[2], Width));
        plan.Step(
            OpCode.ResizeNearestInt8, node, [plan.Index(input), rows, columns], [plan.Index(node.Output)],
            [input.Shape[0], input.Shape[1], input.Shape[2], input.Shape[3], Height, Width]);
    }

    /// <summary>Arithmetic: GetNearestNeighbor of TensorFlow Lite, in single precision.</summary>
    private int[] Nearest(int input, int output)
    {
        float scale = AlignCorners && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;
        float offset = HalfPixelCenters ? 0.5f : 0f;
        return [.. Enumerable.Range(0, output).Select(i =>
        {
            float at = (i + offset) * scale;
            return Math.Clamp((int)(AlignCorners ? MathF.Round(at, MidpointRounding.AwayFromZero) : MathF.Floor(at)), 0, input - 1);
        })];
    }
}

/// <summary>Slices of the data picked by index along an axis. Inputs: data, int32 indices.</summary>
/// <param name="Axis">Axis of the data; negative counts from the end.</param>
public sealed record Gather(int Axis) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Gather);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = node.Input(0);
        int axis = Shapes.Axis(node, Axis, data.Rank);
        Shapes.Set(node, data.Type, [.. data.Shape[..axis], .. node.Input(1).Shape, .. data.Shape[(axis + 1)..]]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), indices = node.Input(1);
        Lowering.Int8(node, data);
        Lowering.SameQuantization(node, data, node.Output);
        int axis = Shapes.Axis(node, Axis, data.Rank);
        if (indices.IsConstant && (indices.Type != ElementType.Int32 || indices.AsInts().Any(i => i < 0 || i >= data.Shape[axis])))
        {
            throw node.Error($"its indices must be int32 within 0..{data.Shape[axis] - 1}");
        }

        plan.Step(
            OpCode.GatherInt8, node, [plan.Index(data), plan.Index(indices)], [plan.Index(node.Output)],
            [1, Shapes.Product(data.Shape.AsSpan()[..axis]), data.Shape[axis], indices.Elements, Shapes.Product(data.Shape.AsSpan()[(axis + 1)..])]);
    }
}
