using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Comparisons, logic, choices and rankings.</summary>
internal static class GeneralOperators
{
    /// <summary>EQUAL and the other comparisons.</summary>
    public static Action<OperatorImport> Compare(CompareKind kind) => op => op.Add(new Compare(kind), op.Input(0), op.Input(1));

    /// <summary>LOGICAL_AND and LOGICAL_OR.</summary>
    public static Action<OperatorImport> Logical(LogicalKind kind) => op => op.Add(new Logical(kind), op.Input(0), op.Input(1));

    /// <summary>LOGICAL_NOT: exactly one of the data and true.</summary>
    public static void Not(OperatorImport op) =>
        op.Add(new Logical(LogicalKind.Xor), op.Input(0), op.Constant("true", ElementType.Bool, [], [1]));

    /// <summary>SELECT and SELECT_V2: condition, data where it holds, data where it does not; all broadcast.</summary>
    public static void Select(OperatorImport op)
    {
        Value condition = op.Input(0), a = op.Input(1), b = op.Input(2);
        int[] shape = Wider(op, Wider(op, a.Shape, b.Shape), condition.Shape);
        if (op.OperatorName == "SELECT" && condition.Rank == 1 && a.Rank > 1)
        {
            // The old operator chooses whole slices of the first axis.
            shape = a.Shape;
            condition = op.Intermediate("condition", Reshape.To([condition.Elements, .. Enumerable.Repeat(1, a.Rank - 1)]), condition);
        }

        op.Add(new Select(), Wide(op, condition, shape, "wide condition"), Wide(op, a, shape, "wide 1"), Wide(op, b, shape, "wide 2"));
    }

    /// <summary>ADD_N: the sum of operands of one shape.</summary>
    public static void AddN(OperatorImport op)
    {
        Value sum = op.Input(0);
        if (sum.Quantization is not null && op.InputCount > 2)
        {
            throw op.Error("sums of more than two quantized operands are not supported; add them in pairs");
        }

        for (int i = 1; i < op.InputCount - 1; i++)
        {
            sum = op.Intermediate($"{i}", new Binary(BinaryKind.Add, Clamp.None), sum, op.Input(i));
        }

        op.Add(op.InputCount == 1 ? Reshape.To(sum.Shape) : new Binary(BinaryKind.Add, Clamp.None), op.InputCount == 1 ? [sum] : [sum, op.Input(op.InputCount - 1)]);
    }

    /// <summary>ARG_MIN: data, axis.</summary>
    public static void ArgMin(OperatorImport op) =>
        op.Add(new ArgMax(op.Axis(op.Int(1), op.Input(0).Rank), KeepDimensions: false, Smallest: true), op.Input(0));

    /// <summary>TOPK_V2: data, count; the largest along the last axis.</summary>
    public static void TopK(OperatorImport op)
    {
        Value data = op.Input(0);
        int count = op.InRange(op.Int(1), 1, data.Rank == 0 ? 1 : data.Shape[^1], "the count");
        op.AddAll(new TopK(count, Smallest: false), data);
    }

    /// <summary>L2_NORMALIZATION along the last axis.</summary>
    public static void L2Norm(OperatorImport op) => op.Add(new L2Norm(), op.Input(0));

    /// <summary>A value repeated to a shape, where it has another one.</summary>
    public static Value Wide(OperatorImport op, Value value, int[] shape, string suffix) =>
        value.Shape.AsSpan().SequenceEqual(shape) ? value : op.Intermediate(suffix, new BroadcastTo(shape), value);

    private static int[] Wider(OperatorImport op, int[] a, int[] b)
    {
        int[] result = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            int left = i <= a.Length ? a[^i] : 1, right = i <= b.Length ? b[^i] : 1;
            result[^i] = left == right || left == 1 || right == 1
                ? Math.Max(left, right)
                : throw op.Error($"shapes [{string.Join(',', a)}] and [{string.Join(',', b)}] do not broadcast");
        }

        return result;
    }
}
