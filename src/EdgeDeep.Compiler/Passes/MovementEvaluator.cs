using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Applies movement operators to constants of any element type.</summary>
internal static class MovementEvaluator
{
    /// <summary>The result's elements; null where the operator has no rule here.</summary>
    public static byte[]? Evaluate(Node node)
    {
        Value input = node.Input(0);
        int[] shape = node.Output.Shape, strides = Strides(input.Shape);
        return node.Op switch
        {
            Reshape => input.Data,
            Transpose transpose => Pick(input, Indices(shape, [.. transpose.Permutation.Select(axis => strides[axis])], 0)),
            StridedSlice slice => Pick(input, Indices(
                shape,
                [.. strides.Select((stride, i) => stride * slice.Stride[i])],
                strides.Select((stride, i) => stride * slice.Begin[i]).Sum())),
            Gather gather => PickSlices(node, Shapes.Axis(node, gather.Axis, input.Rank)),
            Concatenation concatenation => Join(node, Shapes.Axis(node, concatenation.Axis, input.Rank)),
            BroadcastTo broadcast => Pick(input, Indices(shape, BroadcastTo.Strides(input.Shape, shape), 0)),
            _ => null,
        };
    }

    /// <summary>The quantization of a moved constant; null where its channels do not stay on one axis.</summary>
    public static Quantization? Moved(Node node, Quantization? quantization)
    {
        if (quantization is not { IsPerChannel: true })
        {
            return quantization;
        }

        int[] before = node.Input(0).Shape, after = node.Output.Shape;
        int axis = node.Op switch
        {
            Transpose transpose => Array.IndexOf(transpose.Permutation, quantization.Axis),
            Reshape => SameAxis(before, after, quantization.Axis),
            _ => -1,
        };
        return axis < 0 ? null : quantization with { Axis = axis };
    }

    /// <summary>For every element of a shape, in order, an offset: start plus the sum of index times stride.</summary>
    public static int[] Indices(int[] shape, int[] strides, int start)
    {
        int[] result = [start];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int[] next = new int[checked(result.Length * shape[axis])];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = result[i / shape[axis]] + (i % shape[axis] * strides[axis]);
            }

            result = next;
        }

        return result;
    }

    /// <summary>The distance of neighbours along each axis.</summary>
    private static int[] Strides(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides;
    }

    /// <summary>The axis of a reshaped tensor that has as many elements in front and the same size as an axis before.</summary>
    private static int SameAxis(int[] before, int[] after, int axis)
    {
        int front = before[..axis].Aggregate(1, (a, b) => a * b), product = 1;
        for (int i = 0; i < after.Length; product *= after[i++])
        {
            if (product == front && after[i] == before[axis])
            {
                return i;
            }
        }

        return -1;
    }

    private static byte[] Pick(Value input, int[] indices)
    {
        int size = ElementTypes.SizeOf(input.Type);
        byte[] result = new byte[indices.Length * size];
        for (int i = 0; i < indices.Length; i++)
        {
            input.Data.AsSpan(indices[i] * size, size).CopyTo(result.AsSpan(i * size));
        }

        return result;
    }

    private static byte[] PickSlices(Node node, int axis)
    {
        Value input = node.Input(0);
        int inner = input.Shape[(axis + 1)..].Aggregate(ElementTypes.SizeOf(input.Type), (a, b) => a * b);
        int outer = input.Shape[..axis].Aggregate(1, (a, b) => a * b), length = input.Shape[axis];
        int[] picked = node.Input(1).AsInts();
        using MemoryStream result = new();
        for (int o = 0; o < outer; o++)
        {
            foreach (int index in picked)
            {
                result.Write(input.Data.AsSpan(((o * length) + index) * inner, inner));
            }
        }

        return result.ToArray();
    }

    private static byte[] Join(Node node, int axis)
    {
        int outer = node.Input(0).Shape[..axis].Aggregate(1, (a, b) => a * b);
        using MemoryStream result = new();
        for (int o = 0; o < outer; o++)
        {
            foreach (Value? part in node.Inputs)
            {
                int bytes = part!.Data!.Length / outer;
                result.Write(part.Data.AsSpan(o * bytes, bytes));
            }
        }

        return result.ToArray();
    }
}
