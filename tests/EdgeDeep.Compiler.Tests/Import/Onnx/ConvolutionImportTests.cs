using CsCheck;
using EdgeDeep.Compiler.Graphs;
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
}
