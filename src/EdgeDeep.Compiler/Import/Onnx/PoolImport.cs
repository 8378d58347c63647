using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Pools over the spatial axes of [n,c,h,w] or [n,c,w].</summary>
internal static class PoolImport
{
    /// <summary>MaxPool without the output of indices.</summary>
    public static IReadOnlyList<Value> MaxPool(OnnxNode node)
    {
        Window window = Read(node);
        node.Demand("storage_order", 0);
        return [Pool(node, PoolKind.Max, node.ToNhwc(node.Input(0)), window, window.WholePad)];
    }

    /// <summary>AveragePool; where the border counts into the mean it becomes a Pad of its own.</summary>
    public static IReadOnlyList<Value> AveragePool(OnnxNode node)
    {
        Window window = Read(node);
        Value image = node.ToNhwc(node.Input(0));
        if (node.Int("count_include_pad", 0) == 0 || !window.IsPadded)
        {
            return [Pool(node, PoolKind.Average, image, window, window.WholePad)];
        }

        Padding pad = window.Pad;
        Value padded = node.Add(new Pad([0, pad.Top, pad.Left, 0], [0, pad.Bottom, pad.Right, 0], 0), image);
        return [Pool(node, PoolKind.Average, padded, window, new Padding(0, 0, window.Overhang[0], window.Overhang[1]))];
    }

    /// <summary>GlobalAveragePool.</summary>
    public static IReadOnlyList<Value> GlobalAverage(OnnxNode node) => Global(node, ReduceKind.Mean);

    /// <summary>GlobalMaxPool.</summary>
    public static IReadOnlyList<Value> GlobalMax(OnnxNode node) => Global(node, ReduceKind.Max);

    private static Window Read(OnnxNode node)
    {
        Window window = Window.Read(node, null);
        return window.Dilations.All(dilation => dilation == 1) ? window : throw node.Error("dilated pools are not supported");
    }

    private static Value Pool(OnnxNode node, PoolKind kind, Value image, Window window, Padding pad) => node.FromNhwc(
        node.Add(
            new Pool2D(kind, window.Kernel[0], window.Kernel[1], window.Strides[0], window.Strides[1], pad, Clamp.None),
            image),
        node.Input(0).Rank);

    private static Value[] Global(OnnxNode node, ReduceKind kind)
    {
        Value data = node.Input(0);
        return data.Rank is 3 or 4
            ? [node.FromNhwc(node.Add(new Reduce(kind, [1, 2], true), node.ToNhwc(data)), data.Rank)]
            : throw node.Error($"its input has {data.Rank} dimensions, and only [n,c,w] and [n,c,h,w] are supported");
    }
}
