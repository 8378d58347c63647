using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// Operators that draw random numbers. A node without a seed gets one from its name, so that the same model always becomes
/// the same file and two nodes draw different numbers.
/// </summary>
internal static class RandomImport
{
    private const int FloatType = 1, Int32Type = 6, Int64Type = 7;

    /// <summary>RandomNormal: the shape is an attribute.</summary>
    public static IReadOnlyList<Value> RandomNormal(OnnxNode node) =>
        Normal(node, node.Ints("shape") ?? throw node.Error("it has no shape"));

    /// <summary>RandomNormalLike: the shape is that of the operand.</summary>
    public static IReadOnlyList<Value> RandomNormalLike(OnnxNode node)
    {
        Value like = node.Input(0);
        return like.Type == ElementType.Float32 || node.Has("dtype")
            ? Normal(node, like.Shape)
            : throw node.Error($"its result would be {ElementTypes.NameOf(like.Type)}, and only float is supported");
    }

    /// <summary>Multinomial; indices are int32 whatever integer type the model asks for.</summary>
    public static IReadOnlyList<Value> Multinomial(OnnxNode node)
    {
        int type = node.Int("dtype", Int32Type), samples = node.Int("sample_size", 1);
        if (type is not (Int32Type or Int64Type) || samples < 1)
        {
            throw node.Error($"it must draw at least one index (here {samples}) as int32 or int64 (here type {type})");
        }

        Value logits = node.Input(0);
        return logits is { Rank: 2, Type: ElementType.Float32 }
            ? [node.Add(new Multinomial(MultinomialKind.Logits, samples, 1, Seed(node)), logits)]
            : throw node.Error($"its input must be float logits [n,classes] and is {logits}");
    }

    private static IReadOnlyList<Value> Normal(OnnxNode node, int[] shape)
    {
        float mean = node.Float("mean", 0), deviation = node.Float("scale", 1);
        int type = node.Int("dtype", FloatType);
        if (type != FloatType || !float.IsFinite(mean) || !float.IsNormal(deviation) || deviation < 0)
        {
            throw node.Error($"only float numbers (type 1, here {type}) with a finite mean (here {mean}) and a scale above 0 (here {deviation}) are supported");
        }

        Value size = Value.Constant<int>($"{node.Name}/shape", ElementType.Int32, [shape.Length], shape);
        return [node.Add(new RandomNormal(mean, deviation, Seed(node)), size)];
    }

    /// <summary>The seed of the model, or the FNV-1a hash of the node's name, of which a float holds 24 bits.</summary>
    private static float Seed(OnnxNode node)
    {
        uint hash = 2166136261;
        foreach (char letter in node.Name)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return node.Float("seed", hash >> 8);
    }
}
