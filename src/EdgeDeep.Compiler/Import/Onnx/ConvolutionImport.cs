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

    /// <summary>ConvTranspose of images, [n,c,h,w] with weights [c,o,kh,kw], in one group and without dilation.</summary>
    public static IReadOnlyList<Value> ConvTranspose(OnnxNode node)
    {
        Value data = node.Input(0), weights = node.Input(1);
        int[] strides = node.Ints("strides") ?? [1, 1], pads = node.Ints("pads") ?? new int[4], more = node.Ints("output_padding") ?? new int[2];
        bool plain = node.Int("group", 1) == 1 && (node.Ints("dilations") ?? [1, 1]).All(d => d == 1)
            && node.Text("auto_pad", "NOTSET") is "NOTSET" or "" && node.Ints("output_shape") is null;
        if (!plain || data.Rank != 4 || weights.Rank != 4 || weights.Shape[0] != data.Shape[1])
        {
            throw node.Error("only transposed convolutions of images in one group, without dilation, with explicit pads and without output_shape are supported");
        }

        if (strides.Length != 2 || pads.Length != 4 || more.Length != 2 || strides.Any(s => s is < 1 or > 1 << 16) || pads.Concat(more).Any(p => p is < 0 or > 1 << 16))
        {
            throw node.Error($"its strides [{string.Join(',', strides)}], pads [{string.Join(',', pads)}] or output_padding [{string.Join(',', more)}] do not fit two spatial axes");
        }

        int Size(int axis) =>
            checked(((data.Shape[axis + 2] - 1) * strides[axis]) + weights.Shape[axis + 2] - pads[axis] - pads[axis + 2] + more[axis]);
        Value result = node.Add(
            new TransposeConv2D(strides[0], strides[1], pads[0], pads[1], Size(0), Size(1), Clamp.None),
            node.ToNhwc(data),
            node.Transpose(weights, 1, 2, 3, 0),
            node.Optional(2));
        return [node.FromNhwc(result, 4)];
    }
}
