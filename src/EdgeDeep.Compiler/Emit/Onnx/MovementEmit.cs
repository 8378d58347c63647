using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Operators that move elements.</summary>
internal static class MovementEmit
{
    /// <summary>Reshape.</summary>
    public static string Reshape(Node node, EmitContext context) =>
        context.Reshape(context.Tensor(node.Input(0)), node.Output.Shape);

    /// <summary>Transpose.</summary>
    public static string Transpose(Node node, EmitContext context) =>
        context.Transpose(context.Tensor(node.Input(0)), ((Transpose)node.Op).Permutation);

    /// <summary>Concatenation as Concat.</summary>
    public static string Concatenation(Node node, EmitContext context) => context.Add(
        "Concat",
        [.. node.Inputs.Select((_, i) => context.Tensor(node.Input(i)))],
        EmitContext.Int("axis", ((Concatenation)node.Op).Axis));

    /// <summary>StridedSlice as Slice; a backward slice that reaches index 0 ends before the first element.</summary>
    public static string StridedSlice(Node node, EmitContext context)
    {
        StridedSlice op = (StridedSlice)node.Op;
        int[] ends = [.. op.Begin.Select((begin, i) =>
        {
            int end = begin + (op.Size[i] * op.Stride[i]);
            return end < 0 ? -node.Input(0).Shape[i] - 1 : end;
        })];
        return context.Add("Slice", [
            context.Tensor(node.Input(0)),
            context.Longs(op.Begin),
            context.Longs(ends),
            context.Longs([.. Enumerable.Range(0, op.Begin.Length)]),
            context.Longs(op.Stride)]);
    }

    /// <summary>Pad with a constant.</summary>
    public static string Pad(Node node, EmitContext context)
    {
        Pad op = (Pad)node.Op;
        return context.Add("Pad", [context.Tensor(node.Input(0)), context.Longs([.. op.Before, .. op.After]), context.Scalar(op.Value)]);
    }

    /// <summary>ResizeNearest as Resize of [n,c,h,w].</summary>
    public static string ResizeNearest(Node node, EmitContext context)
    {
        ResizeNearest op = (ResizeNearest)node.Op;
        Value data = node.Input(0);
        string image = context.Transpose(context.Tensor(data), 0, 3, 1, 2);
        string resized = context.Add(
            "Resize",
            [image, string.Empty, string.Empty, context.Longs(data.Shape[0], data.Shape[3], op.Height, op.Width)],
            EmitContext.Text("mode", "nearest"),
            EmitContext.Text(
                "coordinate_transformation_mode", op.AlignCorners ? "align_corners" : op.HalfPixelCenters ? "half_pixel" : "asymmetric"),
            EmitContext.Text("nearest_mode", op.AlignCorners || op.HalfPixelCenters ? "round_prefer_ceil" : "floor"));
        return context.Transpose(resized, 0, 2, 3, 1);
    }

    /// <summary>ResizeBilinear as Resize of [n,c,h,w].</summary>
    public static string ResizeBilinear(Node node, EmitContext context)
    {
        ResizeBilinear op = (ResizeBilinear)node.Op;
        Value data = node.Input(0);
        string image = context.Transpose(context.Tensor(data), 0, 3, 1, 2);
        bool isScaled = op.ScaleHeight != 0;
        string[] size = isScaled
            ? [context.Tensor(Value.Constant("scales", [4], [1, 1, op.ScaleHeight, op.ScaleWidth]))]
            : [string.Empty, context.Longs(data.Shape[0], data.Shape[3], op.Height, op.Width)];
        string mode = op.Sampling switch
        {
            Sampling.AlignCorners => "align_corners",
            Sampling.HalfPixel => "half_pixel",
            Sampling.PytorchHalfPixel => "pytorch_half_pixel",
            _ => "asymmetric",
        };
        string resized = context.Add(
            "Resize", [image, string.Empty, .. size], EmitContext.Text("mode", "linear"), EmitContext.Text("coordinate_transformation_mode", mode));
        return context.Transpose(resized, 0, 2, 3, 1);
    }

    /// <summary>BroadcastTo as Expand.</summary>
    public static string BroadcastTo(Node node, EmitContext context) =>
        context.Add("Expand", [context.Tensor(node.Input(0)), context.Longs(node.Output.Shape)]);

    /// <summary>GatherNd as GatherND with 64-bit indices.</summary>
    public static string GatherNd(Node node, EmitContext context) => context.Add(
        "GatherND",
        [
            context.Tensor(node.Input(0)),
            context.Add("Cast", [context.Tensor(node.Input(1))], EmitContext.Int("to", (int)Import.Onnx.Proto.TensorProto.Types.DataType.Int64)),
        ]);

    /// <summary>Gather.</summary>
    public static string Gather(Node node, EmitContext context) => context.Add(
        "Gather",
        [context.Tensor(node.Input(0)), context.Tensor(node.Input(1))],
        EmitContext.Int("axis", ((Gather)node.Op).Axis));
}
