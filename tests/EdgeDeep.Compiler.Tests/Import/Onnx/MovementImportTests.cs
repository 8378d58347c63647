using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using static EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class MovementImportTests
{
    /// <summary>Puts one operator between two convolutions; nothing else may be transposed.</summary>
    private static Graph Between(int opset, Func<OnnxBuilder, string, string> middle)
    {
        OnnxBuilder model = new(opset);
        string first = model.Node("Conv", [model.Input("x", 1, 2, 7, 6), model.Weights(4, 2, 3, 3)]);
        string y = model.Node("GlobalAveragePool", [model.Node("Relu", [middle(model, first)])]);
        Graph graph = RoundTrip.Check(model.Output(y).Build());
        Assert.Single(graph.Nodes, node => node.Op is Transpose);
        return graph;
    }

    [Fact]
    public void Concat_on_channels_needs_no_transpose()
    {
        Graph graph = Between(13, (m, x) => m.Node("Concat", [x, m.Node("Sigmoid", [x]), m.Weights(1, 3, 5, 4)], ("axis", 1)));
        Assert.Equal(3, Assert.IsType<Concatenation>(graph.Nodes.First(node => node.Op is Concatenation).Op).Axis);
    }

    [Fact]
    public void Concat_on_another_axis_agrees() => Between(13, (m, x) => m.Node("Concat", [x, x], ("axis", -1)));

    [Fact]
    public void Slice_by_attributes_agrees() => Between(
        9, (m, x) => m.Node("Slice", [x], ("starts", new[] { 1, -3 }), ("ends", new[] { 3, 1000 }), ("axes", new[] { 1, 3 })));

    [Fact]
    public void Slice_by_inputs_may_go_backwards() => Between(
        13, (m, x) => m.Node("Slice", [x, m.Longs(-1, 1), m.Longs(long.MinValue, 5), m.Longs(2, 3), m.Longs(-2, 1)]));

    [Theory]
    [InlineData(11, true)]
    [InlineData(13, true)]
    [InlineData(13, false)]
    public void Split_agrees(int opset, bool sizes) => Between(opset, (m, x) =>
    {
        string[] inputs = opset >= 13 && sizes ? [x, m.Longs(1, 3)] : [x];
        string[] parts = opset < 13
            ? m.Nodes("Split", inputs, 2, ("axis", 1), ("split", new[] { 1, 3 }))
            : m.Nodes("Split", inputs, 2, ("axis", 1));
        return m.Node("Concat", [parts[1], parts[0]], ("axis", 1));
    });

    [Fact]
    public void Split_into_a_number_of_parts_leaves_the_rest_to_the_last()
    {
        OnnxBuilder model = new(18);
        foreach (string part in model.Nodes("Split", [model.Input("x", 2, 7)], 3, ("axis", 1), ("num_outputs", 3)))
        {
            model.Output(part);
        }

        RoundTrip.Check(model.Build());
    }

    [Fact]
    public void Pad_by_attribute_agrees() => Between(
        10, (m, x) => m.Node("Pad", [x], ("pads", new[] { 0, 1, 2, 0, 0, 0, 1, 3 }), ("value", 0.5f)));

    [Fact]
    public void Pad_by_inputs_agrees() => Between(
        18, (m, x) => m.Node("Pad", [x, m.Longs(1, 0, 2, 1), m.Floats([], -1), m.Longs(-1, 1)]));

    [Theory]
    [InlineData(1, new long[] { 3, -1, 0 })]
    [InlineData(3, new long[] { 2 })]
    public void Gather_of_some_agrees(int axis, long[] indices) => Between(13, (m, x) => m.Node("Gather", [x, m.Longs(indices)], ("axis", axis)));

    [Fact]
    public void Gather_of_one_drops_the_axis()
    {
        OnnxBuilder model = new();
        string x = model.Node("Conv", [model.Input("x", 1, 2, 4, 5), model.Weights(3, 2, 1, 1)]);
        string y = model.Node("Gather", [x, model.Raw<long>(DataType.Int64, [], [-1])], ("axis", 2));
        RoundTrip.Check(model.Output(y).Build());
    }

    [Fact]
    public void A_channel_shuffle_moves_only_what_it_must()
    {
        OnnxBuilder model = new();
        string x = model.Node("Conv", [model.Input("x", 1, 2, 6, 5), model.Weights(6, 2, 3, 3)]);
        string split = model.Node("Transpose", [model.Node("Reshape", [x, model.Longs(1, 2, 3, 4, 3)])], ("perm", new[] { 0, 2, 1, 3, 4 }));
        string mixed = model.Node("Reshape", [split, model.Longs(0, -1, 4, 3)]);
        string y = model.Node("Conv", [mixed, model.Weights(2, 6, 1, 1)]);
        Graph graph = RoundTrip.Check(model.Output(y).Build());
        Assert.Equal(3, graph.Nodes.Count(node => node.Op is Transpose));
    }

    [Fact]
    public void Transposes_of_every_kind_agree()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 2, 3, 4, 1);
        model.Output(model.Node("Transpose", [x]));
        string y = model.Node("Transpose", [x], ("perm", new[] { 3, 0, 1, 2 }));
        model.Output(y);
        RoundTrip.Check(model.Output(model.Node("Relu", [model.Node("Transpose", [y], ("perm", new[] { 0, 2, 1, 3 }))])).Build());
    }

    [Theory]
    [InlineData("asymmetric", "floor", 2f)]
    [InlineData("half_pixel", "round_prefer_ceil", 1.5f)]
    [InlineData("half_pixel", "round_prefer_floor", 3f)]
    [InlineData("align_corners", "round_prefer_ceil", 2f)]
    [InlineData("pytorch_half_pixel", "round_prefer_floor", 2f)]
    public void Resize_agrees_where_it_can_be_kept(string transformation, string nearest, float factor) => Between(
        13,
        (m, x) => m.Node(
            "Resize",
            [x, string.Empty, m.Floats([4], 1, 1, factor, factor)],
            ("coordinate_transformation_mode", transformation),
            ("nearest_mode", nearest)));

    [Fact]
    public void Resize_takes_sizes() => Between(
        11, (m, x) => m.Node(
            "Resize",
            [x, m.Floats([0]), m.Floats([0]), m.Longs(1, 4, 13, 8)],
            ("coordinate_transformation_mode", "asymmetric"),
            ("nearest_mode", "floor")));

    [Fact]
    public void Older_forms_of_Resize_agree()
    {
        Between(10, (m, x) => m.Node("Resize", [x, m.Floats([4], 1, 1, 2, 3)]));
        Between(9, (m, x) => m.Node("Upsample", [x, m.Floats([4], 1, 1, 2, 3)]));
        Between(7, (m, x) => m.Node("Upsample", [x], ("scales", new[] { 1f, 1f, 2f, 2f })));
    }
}
