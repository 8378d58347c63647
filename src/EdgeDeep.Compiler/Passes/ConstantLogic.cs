using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Evaluates comparisons, logic, selections and casts of constants.</summary>
internal static class ConstantLogic
{
    /// <summary>The result's elements; null where the operator has no rule here.</summary>
    public static byte[]? Evaluate(Node node) => node.Op switch
    {
        Compare compare => Pairs(node, (a, b) => compare.Kind switch
        {
            CompareKind.Equal => a == b,
            CompareKind.NotEqual => a != b,
            CompareKind.Less => a < b,
            CompareKind.LessEqual => a <= b,
            CompareKind.Greater => a > b,
            _ => a >= b,
        }),
        Logical logical => Pairs(node, (a, b) => logical.Kind switch
        {
            LogicalKind.And => a != 0 && b != 0,
            LogicalKind.Or => a != 0 || b != 0,
            _ => a != 0 != (b != 0),
        }),
        Select => Chosen(node),
        Cast cast when Numbers(node.Input(0)) is not null => ConstantFolding.Cast(node.Input(0), cast.To).Data,
        _ => null,
    };

    private static byte[]? Pairs(Node node, Func<double, double, bool> holds)
    {
        double[]? a = Numbers(node.Input(0)), b = Numbers(node.Input(1));
        if (a is null || b is null)
        {
            return null;
        }

        int[] left = ConstantFolding.Broadcast(node.Input(0), node.Output.Shape), right = ConstantFolding.Broadcast(node.Input(1), node.Output.Shape);
        return [.. left.Zip(right, (i, j) => holds(a[i], b[j]) ? (byte)1 : (byte)0)];
    }

    private static byte[]? Chosen(Node node)
    {
        Value condition = node.Input(0), a = node.Input(1), b = node.Input(2);
        int size = ElementTypes.SizeOf(a.Type);
        byte[] result = (byte[])b.Data!.Clone();
        for (int i = 0; i < condition.Elements; i++)
        {
            if (condition.Data![i] != 0)
            {
                a.Data.AsSpan(i * size, size).CopyTo(result.AsSpan(i * size));
            }
        }

        return a.Quantization is null ? result : null;
    }

    /// <summary>The numbers of a constant without a scale; null where there are none.</summary>
    private static double[]? Numbers(Value value) => value.Quantization is not null ? null : value.Type switch
    {
        ElementType.Float32 => [.. value.Floats.ToArray().Select(number => (double)number)],
        ElementType.Int32 => [.. value.Int32s.ToArray().Select(number => (double)number)],
        ElementType.Int64 => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(value.Data).ToArray().Select(number => (double)number)],
        ElementType.Bool or ElementType.UInt8 => [.. value.Data!.Select(number => (double)number)],
        _ => null,
    };
}
