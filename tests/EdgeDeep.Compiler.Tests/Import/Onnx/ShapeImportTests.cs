using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using static EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class ShapeImportTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    public void A_chain_on_the_shape_folds_into_a_reshape(int opset)
    {
        OnnxBuilder model = new(opset);
        string x = model.Node("Conv", [model.Input("x", -1, 2, 4, 6), model.Weights(3, 2, 1, 1)]);
        string shape = model.Node("Shape", [x]);
        string rows = model.Node("Gather", [shape, model.Raw<long>(DataType.Int64, [], [0])]);
        string width = model.Node("Cast", [model.Node("Slice", [shape, model.Longs(3), model.Longs(4)])], ("to", 1));
        if (opset < 10)
        {
            model = new(opset);
            x = model.Node("Conv", [model.Input("x", -1, 2, 4, 6), model.Weights(3, 2, 1, 1)]);
            shape = model.Node("Shape", [x]);
            rows = model.Node("Gather", [shape, model.Raw<long>(DataType.Int64, [], [0])]);
            width = model.Node("Cast", [model.Node("Slice", [shape], ("starts", new[] { 3 }), ("ends", new[] { 4 }))], ("to", 1));
        }

        string half = model.Node("Cast", [model.Node("Div", [width, model.Floats([1], 2)])], ("to", 7));
        string row = opset < 13
            ? model.Node("Unsqueeze", [rows], ("axes", new[] { 0 }))
            : model.Node("Unsqueeze", [rows, model.Longs(0)]);
        string target = model.Node("Concat", [row, half, model.Longs(-1)], ("axis", 0));
        Graph graph = RoundTrip.Check(model.Output(model.Node("Reshape", [x, target])).Build());
        Assert.Equal([1, 3, 24], graph.Outputs[0].Shape);
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Gather or Concatenation or Binary);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    public void Squeeze_and_unsqueeze_follow_the_operator_set(int opset)
    {
        OnnxBuilder model = new(opset);
        string x = model.Input("x", 1, 3, 1, 5);
        bool inputs = opset >= 13;
        model.Output(inputs ? model.Node("Squeeze", [x, model.Longs(-2)]) : model.Node("Squeeze", [x], ("axes", new[] { 2 })));
        model.Output(model.Node("Squeeze", [x]));
        model.Output(inputs ? model.Node("Unsqueeze", [x, model.Longs(0, -1)]) : model.Node("Unsqueeze", [x], ("axes", new[] { 0, 5 })));
        RoundTrip.Check(model.Build());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Flatten_agrees_at_every_axis(int axis) => RoundTrip.Check(OnnxBuilder.Single(13, "Flatten", [2, 3, 4, 5], ("axis", axis)));

    [Fact]
    public void Constants_of_every_form_are_read()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 2, 3);
        string tensor = model.Node("Constant", [], ("value", OnnxBuilder.Tensor<float>(DataType.Float, [3], [1, 2, 3])));
        string half = model.Node("Cast", [model.Raw<Half>(DataType.Float16, [3], [(Half)0.5f, (Half)1, (Half)2])], ("to", 1));
        string wide = model.Node("Cast", [model.Raw<double>(DataType.Double, [], [0.25])], ("to", 1));
        string filled = model.Node("ConstantOfShape", [model.Longs(2, 3)], ("value", OnnxBuilder.Tensor<float>(DataType.Float, [1], [4])));
        string sum = model.Node("Sum", [x, tensor, model.Node("Constant", [], ("value_floats", new[] { 1f, 0f, 2f }))]);
        sum = model.Node("Sum", [sum, half, wide, filled, model.Node("Constant", [], ("value_float", 2f))]);
        string identity = model.Node("Dropout", [model.Node("Identity", [sum])]);
        Graph graph = RoundTrip.Check(model.Output(model.Node("Reshape", [identity, model.Node("Constant", [], ("value_ints", new[] { 3, -1 }))])).Build());
        Assert.Equal([3, 2], graph.Outputs[0].Shape);
    }

    [Fact]
    public void An_output_may_be_an_input_a_constant_or_another_output()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 2, 3), y = model.Node("Relu", [x]);
        model.Output(model.Node("Identity", [x])).Output(y).Output(model.Node("Identity", [y])).Output(model.Node("Identity", [model.Weights(2)]));
        Graph graph = RoundTrip.Check(model.Build());
        Assert.Equal(["Identity1_y0", "Relu0_y0", "Identity2_y0", "Identity3_y0"], graph.Outputs.Select(value => value.Name));
    }

    [Fact]
    public void Metadata_is_kept_in_both_directions()
    {
        OnnxBuilder model = new() { Metadata = { ["edgedeep.labels"] = "yes\nno", ["other"] = "x" } };
        byte[] bytes = model.Output(model.Node("Relu", [model.Input("x", 1)])).Build();
        Graph graph = OnnxImporter.Import("m.onnx", OnnxEmitter.Emit(OnnxImporter.Import("m.onnx", bytes)));
        Assert.Equal("yes\nno", graph.Metadata["edgedeep.labels"]);
        Assert.Equal("x", graph.Metadata["other"]);
    }
}
