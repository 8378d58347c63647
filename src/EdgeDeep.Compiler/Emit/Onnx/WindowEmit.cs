using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Convolutions, pools, fully connected layers and matrix products; images are transposed to [n,c,h,w] and back.</summary>
internal static class WindowEmit
{
    /// <summary>Conv2D as Conv.</summary>
    public static string Conv2D(Node node, EmitContext context)
    {
        Conv2D op = (Conv2D)node.Op;
        string weights = context.Transpose(context.Tensor(node.Input(1)), 0, 3, 1, 2);
        return Image(node, context, image => context.Add(
            "Conv",
            WithBias(node, context, image, weights),
            EmitContext.Ints("strides", op.StrideHeight, op.StrideWidth),
            EmitContext.Ints("dilations", op.DilationHeight, op.DilationWidth),
            Pads(op.Pad),
            EmitContext.Int("group", op.Groups)));
    }

    /// <summary>DepthwiseConv2D as Conv with as many groups as channels.</summary>
    public static string DepthwiseConv2D(Node node, EmitContext context)
    {
        DepthwiseConv2D op = (DepthwiseConv2D)node.Op;
        string weights = context.Transpose(context.Tensor(node.Input(1)), 3, 0, 1, 2);
        return Image(node, context, image => context.Add(
            "Conv",
            WithBias(node, context, image, weights),
            EmitContext.Ints("strides", op.StrideHeight, op.StrideWidth),
            EmitContext.Ints("dilations", op.DilationHeight, op.DilationWidth),
            Pads(op.Pad),
            EmitContext.Int("group", node.Input(0).Shape[3])));
    }

    /// <summary>TransposeConv2D as ConvTranspose; an output larger than the sum of the filters has bias only there.</summary>
    public static string TransposeConv2D(Node node, EmitContext context)
    {
        TransposeConv2D op = (TransposeConv2D)node.Op;
        int[] data = node.Input(0).Shape, filter = node.Input(1).Shape;
        int bottom = ((data[1] - 1) * op.StrideHeight) + filter[1] - op.CropTop - op.OutputHeight;
        int right = ((data[2] - 1) * op.StrideWidth) + filter[2] - op.CropLeft - op.OutputWidth;
        string weights = context.Transpose(context.Tensor(node.Input(1)), 3, 0, 1, 2);
        return Image(node, context, image => context.Add(
            "ConvTranspose",
            WithBias(node, context, image, weights),
            EmitContext.Ints("strides", op.StrideHeight, op.StrideWidth),
            Pads(new Padding(op.CropTop, op.CropLeft, Math.Max(bottom, 0), Math.Max(right, 0))),
            EmitContext.Ints("output_padding", Math.Max(-bottom, 0), Math.Max(-right, 0))));
    }

    /// <summary>Pool2D as AveragePool or MaxPool.</summary>
    public static string Pool2D(Node node, EmitContext context)
    {
        Pool2D op = (Pool2D)node.Op;
        return Image(node, context, image => context.Add(
            op.Kind == PoolKind.Max ? "MaxPool" : "AveragePool",
            [image],
            EmitContext.Ints("kernel_shape", op.FilterHeight, op.FilterWidth),
            EmitContext.Ints("strides", op.StrideHeight, op.StrideWidth),
            Pads(op.Pad)));
    }

    /// <summary>FullyConnected as Gemm on rows.</summary>
    public static string FullyConnected(Node node, EmitContext context)
    {
        FullyConnected op = (FullyConnected)node.Op;
        Value data = node.Input(0), weights = node.Input(1);
        int depth = weights.Shape[1];
        string rows = context.Tensor(data);
        if (data.Rank != 2 || data.Shape[1] != depth)
        {
            rows = context.Reshape(rows, data.Elements / depth, depth);
        }

        string result = context.Add("Gemm", WithBias(node, context, rows, context.Tensor(weights)), EmitContext.Int("transB", 1));
        if (node.Output.Rank != 2)
        {
            result = context.Reshape(result, node.Output.Shape);
        }

        return context.Clamped(result, op.Activation);
    }

    /// <summary>BatchMatMul as MatMul.</summary>
    public static string BatchMatMul(Node node, EmitContext context)
    {
        BatchMatMul op = (BatchMatMul)node.Op;
        string product = context.Add(
            "MatMul", [Matrices(node.Input(0), op.LeftTransposed, context), Matrices(node.Input(1), op.RightTransposed, context)]);
        return op.Factor == 1 ? product : context.Add("Mul", [product, context.Scalar(op.Factor)]);
    }

    private static string Matrices(Value value, bool transposed, EmitContext context)
    {
        int rank = value.Rank;
        return transposed
            ? context.Transpose(context.Tensor(value), [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2])
            : context.Tensor(value);
    }

    /// <summary>SpectrumMagnitude as Conv, whose two halves are squared, added and rooted.</summary>
    public static string SpectrumMagnitude(Node node, EmitContext context)
    {
        SpectrumMagnitude op = (SpectrumMagnitude)node.Op;
        int[] basis = node.Input(1).Shape, result = node.Output.Shape;
        string samples = context.Tensor(node.Input(0));
        if (op.Mirrored > 0)
        {
            samples = context.Add("Pad", [samples, context.Longs(0, 0, 0, op.Mirrored)], EmitContext.Text("mode", "reflect"));
        }

        string parts = context.Add(
            "Conv",
            [context.Reshape(samples, 1, 1, node.Input(0).Elements + op.Mirrored), context.Reshape(context.Tensor(node.Input(1)), 2 * basis[1], 1, basis[2])],
            EmitContext.Ints("strides", op.Hop));
        parts = context.Reshape(parts, 2, basis[1], result[1]);
        string energy = context.Add("ReduceSum", [context.Add("Mul", [parts, parts]), context.Longs(0)], EmitContext.Int("keepdims", 1));
        return context.Transpose(context.Add("Sqrt", [energy]), 0, 2, 1);
    }

    private static string Image(Node node, EmitContext context, Func<string, string> apply)
    {
        string image = context.Transpose(context.Tensor(node.Input(0)), 0, 3, 1, 2);
        return context.Clamped(context.Transpose(apply(image), 0, 2, 3, 1), ((IActivated)node.Op).Activation);
    }

    private static string[] WithBias(Node node, EmitContext context, string data, string weights) =>
        node.OptionalInput(2) is { } bias ? [data, weights, context.Tensor(bias)] : [data, weights];

    private static AttributeProto Pads(Padding pad) => EmitContext.Ints("pads", pad.Top, pad.Left, pad.Bottom, pad.Right);
}
