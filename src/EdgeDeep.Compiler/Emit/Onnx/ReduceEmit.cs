using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Reductions.</summary>
internal static class ReduceEmit
{
    /// <summary>Reduce as ReduceMean, ReduceSum or ReduceMax.</summary>
    public static string Reduce(Node node, EmitContext context)
    {
        Reduce op = (Reduce)node.Op;
        string data = context.Tensor(node.Input(0));
        int[] axes = [.. op.Axes.Select(axis => axis < 0 ? axis + node.Input(0).Rank : axis)];
        if (axes.Length == 0)
        {
            return context.Add("Identity", [data]);
        }

        AttributeProto keep = EmitContext.Int("keepdims", op.KeepDimensions ? 1 : 0);
        return op.Kind == ReduceKind.Sum
            ? context.Add("ReduceSum", [data, context.Longs(axes)], keep)
            : context.Add(op.Kind == ReduceKind.Product ? "ReduceProd" : $"Reduce{op.Kind}", [data], keep, EmitContext.Ints("axes", axes));
    }

    /// <summary>ArgMax, whose 64-bit result becomes int32.</summary>
    public static string ArgMax(Node node, EmitContext context)
    {
        ArgMax op = (ArgMax)node.Op;
        string index = context.Add(
            op.Smallest ? "ArgMin" : "ArgMax",
            [context.Tensor(node.Input(0))],
            EmitContext.Int("axis", op.Axis),
            EmitContext.Int("keepdims", op.KeepDimensions ? 1 : 0));
        return context.Add("Cast", [index], EmitContext.Int("to", (int)TensorProto.Types.DataType.Int32));
    }
}
