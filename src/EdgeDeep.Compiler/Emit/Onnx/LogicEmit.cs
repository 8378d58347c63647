using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Comparisons, logic, choices and changes of the element type.</summary>
internal static class LogicEmit
{
    /// <summary>Compare as the ONNX operator of its kind.</summary>
    public static string Compare(Node node, EmitContext context)
    {
        string a = context.Tensor(node.Input(0)), b = context.Tensor(node.Input(1));
        return ((Compare)node.Op).Kind switch
        {
            CompareKind.Equal => context.Add("Equal", [a, b]),
            CompareKind.NotEqual => context.Add("Not", [context.Add("Equal", [a, b])]),
            CompareKind.Less => context.Add("Less", [a, b]),
            CompareKind.LessEqual => context.Add("LessOrEqual", [a, b]),
            CompareKind.Greater => context.Add("Greater", [a, b]),
            _ => context.Add("GreaterOrEqual", [a, b]),
        };
    }

    /// <summary>Logical as And, Or or Xor.</summary>
    public static string Logical(Node node, EmitContext context) =>
        context.Add(((Logical)node.Op).Kind.ToString(), [context.Tensor(node.Input(0)), context.Tensor(node.Input(1))]);

    /// <summary>Select as Where.</summary>
    public static string Select(Node node, EmitContext context) =>
        context.Add("Where", [context.Tensor(node.Input(0)), context.Tensor(node.Input(1)), context.Tensor(node.Input(2))]);

    /// <summary>Cast.</summary>
    public static string Cast(Node node, EmitContext context) => To(context, context.Tensor(node.Input(0)), node.Output);

    /// <summary>TopK, whose 64-bit indices become int32.</summary>
    public static string TopK(Node node, EmitContext context)
    {
        TopK op = (TopK)node.Op;
        string[] results = context.AddAll(
            "TopK", [context.Tensor(node.Input(0)), context.Longs(op.Count)], 2, EmitContext.Int("axis", -1), EmitContext.Int("largest", op.Smallest ? 0 : 1));
        context.Bind(node.Outputs[1], To(context, results[1], node.Outputs[1]));
        return results[0];
    }

    private static string To(EmitContext context, string tensor, Value like) =>
        context.Add("Cast", [tensor], EmitContext.Int("to", (int)EmitContext.TypeOf(like)));
}
