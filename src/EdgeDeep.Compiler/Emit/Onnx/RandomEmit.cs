using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Operators that draw random numbers; ONNX Runtime draws others than our generator from the same seed.</summary>
internal static class RandomEmit
{
    /// <summary>RandomNormal.</summary>
    public static string RandomNormal(Node node, EmitContext context)
    {
        RandomNormal op = (RandomNormal)node.Op;
        return context.Add(
            "RandomNormal", [],
            EmitContext.Ints("shape", node.Output.Shape),
            EmitContext.Float("mean", op.Mean),
            EmitContext.Float("scale", op.Deviation),
            EmitContext.Float("seed", op.Seed));
    }

    /// <summary>Multinomial of logits; probabilities become logits by their logarithm.</summary>
    public static string Multinomial(Node node, EmitContext context)
    {
        Multinomial op = (Multinomial)node.Op;
        string logits = context.Tensor(node.Input(0));
        logits = op.Kind == MultinomialKind.Probabilities
            ? context.Add("Log", [context.Add("Clip", [logits, context.Scalar(1e-30f), string.Empty])])
            : logits;
        logits = op.Temperature == 1 ? logits : context.Add("Div", [logits, context.Scalar(op.Temperature)]);
        return context.Add(
            "Multinomial", [logits],
            EmitContext.Int("sample_size", op.Samples),
            EmitContext.Int("dtype", (int)TensorProto.Types.DataType.Int32),
            EmitContext.Float("seed", op.Seed));
    }
}
