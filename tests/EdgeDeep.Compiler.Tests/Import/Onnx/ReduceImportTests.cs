namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class ReduceImportTests
{
    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMax")]
    public void Axes_may_be_an_attribute(string type)
    {
        RoundTrip.Check(OnnxBuilder.Single(11, type, [1, 3, 4, 5], ("axes", new[] { 2, -1 })));
        RoundTrip.Check(OnnxBuilder.Single(11, type, [1, 3, 4, 5], ("axes", new[] { 1 }), ("keepdims", 0)));
        RoundTrip.Check(OnnxBuilder.Single(11, type, [2, 3, 4]));
    }

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMax")]
    public void Axes_may_be_an_input(string type)
    {
        OnnxBuilder model = new(18);
        string x = model.Input("x", 1, 3, 4, 5);
        model.Output(model.Node(type, [x, model.Longs(-1, 1)], ("keepdims", 0)));
        model.Output(model.Node(type, [x], ("noop_with_empty_axes", 1)));
        RoundTrip.Check(model.Output(model.Node(type, [x])).Build());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    public void ArgMax_agrees_behind_a_convolution(int axis, int keep)
    {
        OnnxBuilder model = new(13);
        string y = model.Node("Conv", [model.Input("x", 1, 3, 4, 5), model.Weights(6, 3, 2, 2)]);
        RoundTrip.Check(model.Output(model.Node("ArgMax", [y], ("axis", axis), ("keepdims", keep)), Compiler.Import.Onnx.Proto.TensorProto.Types.DataType.Int64).Build());
    }

    [Fact]
    public void A_squeeze_and_excite_block_holds_no_inner_transpose()
    {
        OnnxBuilder model = new(13);
        string x = model.Node("Conv", [model.Input("x", 1, 3, 6, 5), model.Weights(8, 3, 3, 3)]);
        string mean = model.Node("ReduceMean", [x], ("axes", new[] { 2, 3 }), ("keepdims", 0));
        string hidden = model.Node("Relu", [model.Node("Gemm", [mean, model.Weights(8, 4), model.Weights(4)])]);
        string gate = model.Node("Sigmoid", [model.Node("Gemm", [hidden, model.Weights(4, 8), model.Weights(8)])]);
        string scaled = model.Node("Mul", [x, model.Node("Unsqueeze", [gate, model.Longs(2, 3)])]);
        string y = model.Node("Conv", [scaled, model.Weights(2, 8, 1, 1)]);
        Assert.Equal(2, RoundTrip.Check(model.Output(y).Build()).Nodes.Count(node => node.Op is Ops.Transpose));
    }
}
