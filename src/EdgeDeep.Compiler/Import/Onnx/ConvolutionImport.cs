using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Convolutions: [n,c,h,w] with weights [o,c/groups,kh,kw], or one spatial axis less.</summary>
internal static class ConvolutionImport
{
    /// <summary>Conv: depthwise where every channel is a group of its own, otherwise grouped or plain.</summary>
    public static IReadOnlyList<Value> Conv(OnnxNode node)
    {
        Value data = node.Input(0), weights = node.Input(1);
        if (weights.Rank != data.Rank)
        {
            throw node.Error($"its weights have {weights.Rank} dimensions and its input {data.Rank}");
        }

        Window window = Window.Read(node, weights.Shape[2..]);
        int groups = node.Int("group", 1), channels = data.Shape[1];
        if (groups <= 0 || channels % groups != 0 || weights.Shape[1] != channels / groups || weights.Shape[0] % groups != 0)
        {
            throw node.Error($"{channels} channels in {groups} groups do not fit weights [{string.Join(',', weights.Shape)}]");
        }

        Value image = node.ToNhwc(data);
        Value filter = weights.Rank == 3
            ? node.Reshape(weights, weights.Shape[0], weights.Shape[1], 1, weights.Shape[2])
            : weights;
        Value result = groups > 1 && groups == channels
            ? node.Add(
                new DepthwiseConv2D(
                    window.Strides[0], window.Strides[1], window.Dilations[0], window.Dilations[1], window.Pad, Clamp.None),
                image,
                node.Transpose(filter, 1, 2, 3, 0),
                node.Optional(2))
            : node.Add(
                new Conv2D(
                    window.Strides[0], window.Strides[1], window.Dilations[0], window.Dilations[1], window.Pad, groups, Clamp.None),
                image,
                node.Transpose(filter, 0, 2, 3, 1),
                node.Optional(2));
        return [node.FromNhwc(result, data.Rank)];
    }

    /// <summary>
    /// ConvTranspose: [n,c,h,w] with weights [c,o,kh,kw], or one spatial axis less, in one group and without dilation.
    /// </summary>
    public static IReadOnlyList<Value> ConvTranspose(OnnxNode node)
    {
        Value data = node.Input(0), weights = node.Input(1);
        int axes = data.Rank - 2;
        if (axes is not (1 or 2) || weights.Rank != data.Rank || weights.Shape[0] != data.Shape[1])
        {
            throw node.Error($"its input {data} and weights {weights} do not fit; only [n,c,w] and [n,c,h,w] are supported");
        }

        if (node.Int("group", 1) != 1 || (node.Ints("dilations") ?? [1]).Any(d => d != 1))
        {
            throw node.Error("only transposed convolutions in one group and without dilation are supported");
        }

        // A row of samples is an image that is one row high.
        int[] image = axes == 1 ? [1, data.Shape[2]] : data.Shape[2..], filter = axes == 1 ? [1, weights.Shape[2]] : weights.Shape[2..];
        TransposedWindow y = TransposedWindow.Read(node, 0, axes, image[0], filter[0]), x = TransposedWindow.Read(node, 1, axes, image[1], filter[1]);
        Value taps = node.Reshape(weights, [.. weights.Shape[..2], .. filter]);
        Value result = node.Add(
            new TransposeConv2D(y.Stride, x.Stride, y.Crop, x.Crop, y.Output, x.Output, Clamp.None),
            node.ToNhwc(data),
            node.Transpose(taps, 1, 2, 3, 0),
            node.Optional(2));
        return [node.FromNhwc(result, data.Rank)];
    }
}
