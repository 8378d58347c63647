using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Arithmetic, activations and normalization.</summary>
internal static class ElementwiseEmit
{
    /// <summary>Binary as the ONNX operator of its kind.</summary>
    public static string Binary(Node node, EmitContext context)
    {
        Binary op = (Binary)node.Op;
        string type = op.Kind switch
        {
            BinaryKind.Maximum => "Max",
            BinaryKind.Minimum => "Min",
            BinaryKind.FloorMod => "Mod",
            BinaryKind.SquaredDifference => "Sub",
            BinaryKind.FloorDiv => "Div",
            _ => op.Kind.ToString(),
        };
        string a = context.Tensor(node.Input(0)), b = context.Tensor(node.Input(1));
        bool isReal = node.Output.Type == Runtime.Plans.ElementType.Float32;
        string result = op.Kind switch
        {
            BinaryKind.Mod => context.Add(type, [a, b], EmitContext.Int("fmod", 1)),
            BinaryKind.FloorMod when isReal => context.Add("Sub", [a, context.Add("Mul", [b, context.Add("Floor", [context.Add("Div", [a, b])])])]),
            _ => context.Add(type, [a, b]),
        };
        result = op.Kind switch
        {
            BinaryKind.SquaredDifference => context.Add("Mul", [result, result]),
            BinaryKind.FloorDiv when isReal => context.Add("Floor", [result]),
            BinaryKind.FloorDiv => throw node.Error("integers cannot be divided downwards in ONNX"),
            _ => result,
        };
        return context.Clamped(result, op.Activation);
    }

    /// <summary>Activate as Relu or Clip.</summary>
    public static string Activate(Node node, EmitContext context) =>
        context.Clamped(context.Tensor(node.Input(0)), ((Activate)node.Op).Activation);

    /// <summary>LeakyRelu.</summary>
    public static string LeakyRelu(Node node, EmitContext context) => context.Add(
        "LeakyRelu", [context.Tensor(node.Input(0))], EmitContext.Float("alpha", ((LeakyRelu)node.Op).Alpha));

    /// <summary>PRelu.</summary>
    public static string PRelu(Node node, EmitContext context) =>
        context.Add("PRelu", [context.Tensor(node.Input(0)), context.Tensor(node.Input(1))]);

    /// <summary>Softmax on the last axis.</summary>
    public static string Softmax(Node node, EmitContext context)
    {
        float beta = ((Softmax)node.Op).Beta;
        string data = context.Tensor(node.Input(0));
        data = beta == 1 ? data : context.Add("Mul", [data, context.Scalar(beta)]);
        return context.Add("Softmax", [data], EmitContext.Int("axis", -1));
    }

    /// <summary>LogSoftmax on the last axis.</summary>
    public static string LogSoftmax(Node node, EmitContext context) =>
        context.Add("LogSoftmax", [context.Tensor(node.Input(0))], EmitContext.Int("axis", -1));

    /// <summary>L2Norm as LpNormalization on the last axis.</summary>
    public static string L2Norm(Node node, EmitContext context) =>
        context.Add("LpNormalization", [context.Tensor(node.Input(0))], EmitContext.Int("axis", -1), EmitContext.Int("p", 2));

    /// <summary>LayerNorm as LayerNormalization on the last axis.</summary>
    public static string LayerNorm(Node node, EmitContext context)
    {
        int depth = node.Input(0).Shape[^1];
        string gamma = node.OptionalInput(1) is { } factor
            ? Row(context, factor)
            : context.Tensor(Value.Constant("gamma", [depth], [.. Enumerable.Repeat(1f, depth)]));
        string[] parameters = node.OptionalInput(2) is { } offset ? [gamma, Row(context, offset)] : [gamma];
        return context.Add(
            "LayerNormalization",
            [context.Tensor(node.Input(0)), .. parameters],
            EmitContext.Int("axis", -1),
            EmitContext.Float("epsilon", ((LayerNorm)node.Op).Epsilon));
    }

    /// <summary>BatchNorm as BatchNormalization of rows, where the last axis is axis 1.</summary>
    public static string BatchNorm(Node node, EmitContext context)
    {
        Value data = node.Input(0);
        int channels = data.Shape[^1];
        string rows = context.Reshape(context.Tensor(data), data.Elements / channels, channels);
        string result = context.Add(
            "BatchNormalization",
            [rows, .. Enumerable.Range(1, 4).Select(i => context.Tensor(node.Input(i)))],
            EmitContext.Float("epsilon", ((BatchNorm)node.Op).Epsilon));
        return context.Reshape(result, data.Shape);
    }

    private static string Row(EmitContext context, Value value) =>
        value.Rank == 1 ? context.Tensor(value) : context.Reshape(context.Tensor(value), value.Elements);
}
