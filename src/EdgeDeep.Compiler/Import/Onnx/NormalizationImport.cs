using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Normalizations over rows, written with LayerNorm and L2Norm.</summary>
internal static class NormalizationImport
{
    /// <summary>InstanceNormalization: every channel of every sample, then a factor and an offset for each channel.</summary>
    public static IReadOnlyList<Value> Instance(OnnxNode node)
    {
        Value data = node.Input(0);
        return data.Rank >= 3
            ? [Normalized(node, data.Shape[1], node.Constant(1, "scale"), node.Constant(2, "bias"))]
            : throw node.Error($"its data has {data.Rank} dimensions and needs at least 3");
    }

    /// <summary>GroupNormalization: groups of channels, then a factor and an offset for each channel (before operator set 21 for each group).</summary>
    public static IReadOnlyList<Value> Group(OnnxNode node)
    {
        node.Demand("stash_type", 1);
        Value data = node.Input(0);
        int groups = node.Int("num_groups", 0);
        if (data.Rank < 3 || groups < 1 || data.Shape[1] % groups != 0)
        {
            throw node.Error($"{groups} groups do not fit data of [{string.Join(',', data.Shape)}]");
        }

        return [Normalized(node, groups, node.Constant(1, "scale"), node.Constant(2, "bias"))];
    }

    /// <summary>LpNormalization with p = 2 on one axis.</summary>
    public static IReadOnlyList<Value> Lp(OnnxNode node)
    {
        node.Demand("p", 2);
        Value data = node.Input(0);
        int axis = node.Axis(node.Int("axis", -1), data.Rank);
        int[] swap = [.. Enumerable.Range(0, data.Rank)];
        (swap[axis], swap[^1]) = (swap[^1], swap[axis]);
        return [node.Transpose(node.Add(new L2Norm(), node.Transpose(data, swap)), swap)];
    }

    private static Value Normalized(OnnxNode node, int rows, Value scale, Value bias)
    {
        Value data = node.Input(0);
        int channels = data.Shape[1], samples = data.Shape[0];
        float epsilon = node.Float("epsilon", 1e-5f);
        Value normal = node.Add(new LayerNorm(epsilon), node.Reshape(data, samples * rows, data.Elements / samples / rows), null, null);
        int[] wide = [channels, .. Enumerable.Repeat(1, data.Rank - 2)];
        Value scaled = node.Add(new Binary(BinaryKind.Mul, Clamp.None), node.Reshape(normal, data.Shape), PerChannel(node, scale, channels, wide));
        return node.Add(new Binary(BinaryKind.Add, Clamp.None), scaled, PerChannel(node, bias, channels, wide));
    }

    /// <summary>One number for each channel; numbers for groups are repeated.</summary>
    private static Value PerChannel(OnnxNode node, Value numbers, int channels, int[] shape)
    {
        if (numbers.Elements == 0 || channels % numbers.Elements != 0)
        {
            throw node.Error($"'{numbers.Name}' has {numbers.Elements} elements, which do not fit {channels} channels");
        }

        float[] own = numbers.Floats.ToArray();
        return Value.Constant($"{numbers.Name}/wide", shape, [.. Enumerable.Range(0, channels).Select(i => own[i / (channels / own.Length)])]);
    }
}
