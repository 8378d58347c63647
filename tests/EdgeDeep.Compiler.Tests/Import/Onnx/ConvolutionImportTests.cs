using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class ConvolutionImportTests
{
    [Fact]
    public void Any_attributes_agree_with_ONNX_Runtime()
    {
        Gen<(int, int, int, int)> window = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 2]);
        Gen.Select(window, window, Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 2], OnnxBuilder.AutoPad)
            .Sample(
                (h, w, groups, inner, outer, auto) =>
                {
                    (int kh, int sh, int dh, int ph) = h;
                    (int kw, int sw, int dw, int pw) = w;
                    OnnxBuilder model = new(13);
                    string x = model.Input("x", 1, groups * inner, 9, 11);
                    List<(string, object)> attributes =
                        [("group", groups), ("strides", new[] { sh, sw }), ("kernel_shape", new[] { kh, kw }), ("auto_pad", auto)];
                    if (auto is "NOTSET" or "VALID")
                    {
                        attributes.Add(("dilations", new[] { dh, dw }));
                    }

                    if (auto == "NOTSET")
                    {
                        attributes.Add(("pads", new[] { ph, pw, 1, 2 }));
                    }

                    string[] inputs = [x, model.Weights(groups * outer, inner, kh, kw), model.Weights(groups * outer)];
                    RoundTrip.Check(model.Output(model.Node("Conv", inputs, [.. attributes])).Build());
                },
                iter: 60,
                threads: 1);
    }

    [Theory]
    [InlineData(6, 1, typeof(Conv2D))]
    [InlineData(2, 6, typeof(DepthwiseConv2D))]
    [InlineData(3, 2, typeof(Conv2D))]
    public void One_spatial_axis_becomes_an_image_of_one_row(int outerPerGroup, int groups, Type expected)
    {
        OnnxBuilder model = new(11);
        string y = model.Node(
            "Conv",
            [model.Input("x", 1, 6, 20), model.Weights(outerPerGroup * groups, 6 / groups, 5)],
            ("strides", new[] { 2 }), ("pads", new[] { 4, 0 }), ("dilations", new[] { 2 }), ("group", groups));
        Graph graph = RoundTrip.Check(model.Output(y).Build());
        Assert.Equal(expected, Assert.Single(graph.Nodes, node => node.Op.Weights is not null).Op.GetType());
    }

    [Theory]
    [InlineData(3, 2, 1, 1)]
    [InlineData(2, 2, 0, 0)]
    [InlineData(4, 3, 2, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 3, 0, 2)]
    public void Transposed_convolutions_agree_with_ONNX_Runtime(int filter, int stride, int pad, int more)
    {
        OnnxBuilder model = new(13);
        string y = model.Node(
            "ConvTranspose",
            [model.Input("x", 1, 3, 4, 5), model.Weights(3, 2, filter, filter + 1), model.Weights(2)],
            ("strides", new[] { stride, stride }), ("pads", new[] { pad, 0, 0, pad }), ("output_padding", new[] { more, 0 }));
        Graph graph = RoundTrip.Check(model.Output(y).Build());
        Assert.Single(graph.Nodes, node => node.Op is TransposeConv2D);
    }

    [Fact]
    public void Any_transposed_convolution_agrees_with_ONNX_Runtime()
    {
        Gen<(int, int, int, int)> window = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[0, 1]);
        Gen.Select(window, window, OnnxBuilder.AutoPad, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (h, w, auto, bias, oneAxis, shaped) => RoundTrip.Check(Transposed(h, w, auto, bias, oneAxis, shaped)), iter: 80, threads: 1);
    }

    [Theory]
    [InlineData("group", 3, "one group")]
    [InlineData("dilations", new[] { 2, 1 }, "dilation")]
    [InlineData("kernel_shape", new[] { 3, 2 }, "kernel_shape")]
    [InlineData("strides", new[] { 0, 1 }, "strides")]
    [InlineData("pads", new[] { 1, 1 }, "pads")]
    [InlineData("auto_pad", "SOME", "SOME")]
    public void A_transposed_convolution_that_is_not_supported_says_why(string attribute, object value, string reason)
    {
        OnnxBuilder model = new(13);
        string y = model.Node("ConvTranspose", [model.Input("x", 1, 3, 4, 5), model.Weights(3, 2, 2, 2)], (attribute, value));
        byte[] bytes = model.Output(y).Build();
        Assert.Contains(reason, Assert.Throws<ModelException>(() => OnnxImporter.Import("test.onnx", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_layers_of_one_axis_meet_without_anything_between()
    {
        OnnxBuilder model = new();
        string first = model.Node("Relu", [model.Node("Conv", [model.Input("x", 1, 3, 16), model.Weights(8, 3, 3)])]);
        string second = model.Node("Conv", [model.Node("Add", [first, model.Weights(1, 8, 1)]), model.Weights(4, 8, 3)]);
        Graph graph = RoundTrip.Check(model.Output(model.Node("MaxPool", [second], ("kernel_shape", new[] { 2 }))).Build());
        Assert.Equal(2, graph.Nodes.Count(node => node.Op is Transpose));
    }

    [Fact]
    public void An_open_batch_becomes_one()
    {
        OnnxBuilder model = new();
        string y = model.Node("Conv", [model.Input("x", -1, 2, 4, 4), model.Weights(3, 2, 1, 1)]);
        Graph graph = RoundTrip.Check(model.Output(y).Build());
        Assert.Equal([1, 2, 4, 4], graph.Inputs[0].Shape);
        Assert.Equal([1, 3, 4, 4], graph.Outputs[0].Shape);
    }

    /// <summary>A model of one transposed convolution; filter, stride, pad and output_padding of each axis.</summary>
    internal static byte[] Transposed(
        (int Filter, int Stride, int Pad, int More) h, (int Filter, int Stride, int Pad, int More) w, string auto, bool bias, bool oneAxis, bool shaped)
    {
        OnnxBuilder model = new(13);
        int[] Axes(int rows, int columns) => oneAxis ? [columns] : [rows, columns];
        List<(string, object)> attributes =
        [
            ("strides", Axes(h.Stride, w.Stride)), ("kernel_shape", Axes(h.Filter, w.Filter)), ("auto_pad", auto),
            ("output_padding", Axes(Math.Min(h.More, h.Stride - 1), Math.Min(w.More, w.Stride - 1))),
        ];
        if (shaped)
        {
            attributes.Add(("output_shape", Axes(5 * h.Stride, (7 * w.Stride) - 1)));
        }
        else if (auto == "NOTSET")
        {
            int[] sides = oneAxis ? [w.Pad, 1] : [h.Pad, w.Pad, 0, 1];
            attributes.Add(("pads", sides));
        }

        string x = model.Input("x", [1, 3, .. Axes(5, 7)]), weights = model.Weights([3, 2, .. Axes(h.Filter, w.Filter)]);
        string[] inputs = bias ? [x, weights, model.Weights(2)] : [x, weights];
        return model.Output(model.Node("ConvTranspose", inputs, [.. attributes])).Build();
    }
}
