using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Shape rules that several operators share.</summary>
internal static class Shapes
{
    /// <summary>Sets the only output's type and shape.</summary>
    public static void Set(Node node, ElementType type, params int[] shape)
    {
        node.Output.Type = type;
        node.Output.Shape = shape;
        if (shape.Any(dimension => dimension <= 0))
        {
            throw node.Error($"its result would have shape [{string.Join(',', shape)}]; check padding, strides and the input's size");
        }
    }

    /// <summary>The number of elements of a shape.</summary>
    public static int Product(ReadOnlySpan<int> shape)
    {
        int product = 1;
        foreach (int dimension in shape)
        {
            product = checked(product * dimension);
        }

        return product;
    }

    /// <summary>The output of a sliding window along one axis.</summary>
    public static int Window(int input, int filter, int stride, int dilation, int before, int after) =>
        ((input + before + after - (((filter - 1) * dilation) + 1)) / stride) + 1;

    /// <summary>The shape that two operands broadcast to, aligned at the last axis.</summary>
    public static int[] Broadcast(Node node, int[] a, int[] b)
    {
        int[] result = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            int left = i <= a.Length ? a[^i] : 1, right = i <= b.Length ? b[^i] : 1;
            if (left != right && left != 1 && right != 1)
            {
                throw node.Error($"shapes [{string.Join(',', a)}] and [{string.Join(',', b)}] do not broadcast");
            }

            result[^i] = Math.Max(left, right);
        }

        return result;
    }

    /// <summary>A shape padded with ones in front to a fixed rank.</summary>
    public static int[] ToRank(Node node, int[] shape, int rank, int fill = 1)
    {
        if (shape.Length > rank)
        {
            throw node.Error($"it has {shape.Length} dimensions and at most {rank} are supported; reshape it");
        }

        return [.. Enumerable.Repeat(fill, rank - shape.Length), .. shape];
    }

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(Node node, int axis, int rank)
    {
        if (axis < -rank || axis >= rank)
        {
            throw node.Error($"axis {axis} does not exist in a tensor of {rank} dimensions");
        }

        return axis < 0 ? axis + rank : axis;
    }

    /// <summary>Demands a rank.</summary>
    public static Value OfRank(Node node, int input, int rank)
    {
        Value value = node.Input(input);
        return value.Rank == rank
            ? value
            : throw node.Error($"input {input} has shape [{string.Join(',', value.Shape)}] and must have {rank} dimensions");
    }

    /// <summary>Demands equality of two sizes.</summary>
    public static void Match(Node node, int a, int b, string what)
    {
        if (a != b)
        {
            throw node.Error($"{what} is {a} on one side and {b} on the other");
        }
    }
}
