using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Movements of elements of any type as strided copies.</summary>
internal static class StridedMove
{
    private const int Axes = 5;

    /// <summary>Strides of a dense tensor.</summary>
    public static int[] Dense(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        for (int i = shape.Length - 1, stride = 1; i >= 0; stride *= shape[i], i--)
        {
            strides[i] = stride;
        }

        return strides;
    }

    /// <summary>Appends a copy of a box of elements.</summary>
    /// <param name="node">The node that the copy belongs to.</param>
    /// <param name="plan">Where the call is appended.</param>
    /// <param name="source">What is read.</param>
    /// <param name="sizes">Sizes of the box.</param>
    /// <param name="from">Start and stride of each axis in the source.</param>
    /// <param name="to">Start and stride of each axis in the node's result.</param>
    /// <exception cref="ModelException">The box has too many axes, or the elements are of a type that is not moved.</exception>
    public static void Copy(Node node, PlanBuilder plan, Value source, int[] sizes, (int Start, int[] Strides) from, (int Start, int[] Strides) to)
    {
        OpCode op = source.Type switch
        {
            ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => OpCode.StridedCopyInt8,
            ElementType.Int16 => OpCode.StridedCopyInt16,
            ElementType.Int32 => OpCode.StridedCopyInt32,
            ElementType.Float32 => OpCode.StridedCopyFloat,
            _ => throw node.Error($"there is no kernel that moves {ElementTypes.NameOf(source.Type)}; use int32"),
        };
        (int[] merged, int[] input, int[] output) = Merge(sizes, from.Strides, to.Strides);
        plan.Step(
            op, node, [plan.Index(source)], [plan.Index(node.Output)],
            [
                .. Shapes.ToRank(node, merged, Axes),
                from.Start, .. Shapes.ToRank(node, input, Axes, 0),
                to.Start, .. Shapes.ToRank(node, output, Axes, 0),
            ]);
    }

    /// <summary>Appends a call that gives all elements of the node's result one value.</summary>
    /// <param name="node">The node.</param>
    /// <param name="plan">Where the call is appended.</param>
    /// <param name="value">The stored integer; a real number where elements are floating point.</param>
    public static void Fill(Node node, PlanBuilder plan, double value)
    {
        Value result = node.Output;
        (OpCode op, int stored) = result.Type switch
        {
            ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => (OpCode.FillInt8, (int)value),
            ElementType.Int16 => (OpCode.FillInt16, (int)value),
            ElementType.Int32 => (OpCode.FillInt32, (int)value),
            ElementType.Float32 => (OpCode.FillFloat, BitConverter.SingleToInt32Bits((float)value)),
            _ => throw node.Error($"there is no kernel that fills {ElementTypes.NameOf(result.Type)}; use int32"),
        };
        plan.Step(op, node, [], [plan.Index(result)], [result.Elements, stored]);
    }

    /// <summary>Drops axes of size 1 and joins neighbours that both tensors walk through in one stride.</summary>
    private static (int[] Sizes, int[] Input, int[] Output) Merge(int[] sizes, int[] input, int[] output)
    {
        List<int> kept = [], a = [], b = [];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == 1)
            {
                continue;
            }

            if (kept.Count > 0 && a[^1] == input[i] * sizes[i] && b[^1] == output[i] * sizes[i])
            {
                kept[^1] *= sizes[i];
                (a[^1], b[^1]) = (input[i], output[i]);
            }
            else
            {
                kept.Add(sizes[i]);
                a.Add(input[i]);
                b.Add(output[i]);
            }
        }

        return ([.. kept], [.. a], [.. b]);
    }
}
