using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Decisions that are made while importing: shapes and constant inputs are all they may depend on.</summary>
internal static class ControlImport
{
    /// <summary>If: the nodes of the branch that the condition chooses.</summary>
    public static IReadOnlyList<Value> If(OnnxNode node)
    {
        Value condition = node.Constant(0, "condition");
        if (condition is not { Type: ElementType.Bool, Elements: 1 })
        {
            throw node.Error("its condition must be one truth value");
        }

        GraphProto then = node.Branch("then_branch"), otherwise = node.Branch("else_branch");
        return GraphReader.ReadBranch(condition.Data![0] != 0 ? then : otherwise, node.Context);
    }

    /// <summary>Equal, of constants: element by element, or all elements with one.</summary>
    public static IReadOnlyList<Value> Equal(OnnxNode node)
    {
        Value a = node.Constant(0, "first operand"), b = node.Constant(1, "second operand");
        if (a.Type != b.Type || a.Type == ElementType.Float32 || (!a.Shape.AsSpan().SequenceEqual(b.Shape) && a.Elements != 1 && b.Elements != 1))
        {
            throw node.Error($"{a} and {b} cannot be compared; compare integers of one shape");
        }

        int size = ElementTypes.SizeOf(a.Type);
        Value result = new($"{node.Name}/equal", ElementType.Bool, a.Elements >= b.Elements && a.Rank >= b.Rank ? a.Shape : b.Shape);
        result.Data = new byte[result.Elements];
        for (int i = 0; i < result.Data.Length; i++)
        {
            ReadOnlySpan<byte> left = a.Data.AsSpan(a.Elements == 1 ? 0 : i * size, size), right = b.Data.AsSpan(b.Elements == 1 ? 0 : i * size, size);
            result.Data[i] = (byte)(left.SequenceEqual(right) ? 1 : 0);
        }

        return [result];
    }

    /// <summary>Not, of constants.</summary>
    public static IReadOnlyList<Value> Not(OnnxNode node) =>
        node.Constant(0, "operand") is { Type: ElementType.Bool } value
            ? [new Value($"{node.Name}/not", ElementType.Bool, value.Shape) { Data = [.. value.Data!.Select(truth => (byte)(truth == 0 ? 1 : 0))] }]
            : throw node.Error("its operand must be truth values");
}
