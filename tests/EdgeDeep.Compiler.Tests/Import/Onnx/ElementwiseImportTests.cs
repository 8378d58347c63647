using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class ElementwiseImportTests
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("HardSwish")]
    [InlineData("HardSigmoid")]
    [InlineData("Exp")]
    [InlineData("Neg")]
    [InlineData("Abs")]
    [InlineData("LeakyRelu")]
    [InlineData("Reciprocal")]
    [InlineData("Elu")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("Erf")]
    [InlineData("Sin")]
    [InlineData("Cos")]
    public void Functions_agree(string type) => RoundTrip.Check(OnnxBuilder.Single(14, type, [1, 3, 4, 5]));

    [Fact]
    public void Attributes_of_functions_count()
    {
        RoundTrip.Check(OnnxBuilder.Single(9, "LeakyRelu", [2, 3], ("alpha", 0.3f)));
        RoundTrip.Check(OnnxBuilder.Single(9, "HardSigmoid", [2, 3], ("alpha", 0.3f), ("beta", 0.4f)));
        RoundTrip.Check(OnnxBuilder.Single(7, "Clip", [2, 3], ("min", -0.5f), ("max", 1f)));
        RoundTrip.Check(OnnxBuilder.Single(7, "Clip", [2, 3], ("max", 1f)));
    }

    [Fact]
    public void Square_root_of_a_square_agrees()
    {
        OnnxBuilder model = new();
        string square = model.Node("Pow", [model.Input("x", 1, 4, 4), model.Floats([], 2)]);
        RoundTrip.Check(model.Output(model.Node("Sqrt", [square])).Build());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Bounds_of_Clip_may_be_inputs(bool low, bool high)
    {
        OnnxBuilder model = new(12);
        string[] inputs = [model.Input("x", 1, 3, 5), low ? model.Floats([], -0.25f) : string.Empty, high ? model.Floats([], 0.75f) : string.Empty];
        RoundTrip.Check(model.Output(model.Node("Clip", inputs)).Build());
    }

    [Theory]
    [InlineData("Add", new[] { 1, 4, 1, 1 })]
    [InlineData("Sub", new[] { 4, 1, 1 })]
    [InlineData("Mul", new[] { 5 })]
    [InlineData("Div", new int[0])]
    [InlineData("Add", new[] { 1, 4, 3, 5 })]
    [InlineData("Max", new[] { 3, 1 })]
    [InlineData("Min", new[] { 1, 1, 1, 1 })]
    [InlineData("PRelu", new[] { 4, 1, 1 })]
    [InlineData("PRelu", new[] { 1 })]
    public void Constants_broadcast_between_convolutions(string type, int[] shape)
    {
        OnnxBuilder model = new();
        string first = model.Node("Conv", [model.Input("x", 1, 2, 3, 5), model.Weights(4, 2, 1, 1)]);
        string second = model.Node(type, [first, model.Weights(shape)]);
        string third = model.Node("Conv", [second, model.Weights(2, 4, 1, 1)]);
        Graph graph = RoundTrip.Check(model.Output(third).Build());
        Assert.Equal(2, graph.Nodes.Count(node => node.Op is Transpose));
    }

    [Fact]
    public void Several_operands_are_taken_from_left_to_right()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 1, 3), y = model.Input("y", 2, 3), z = model.Input("z", 2, 1);
        model.Output(model.Node("Max", [x, y, z])).Output(model.Node("Min", [z, x])).Output(model.Node("Sum", [x, y, z]));
        RoundTrip.Check(model.Build());
    }

    [Theory]
    [InlineData(7, -99, new[] { 2, 3, 4 })]
    [InlineData(11, 2, new[] { 2, 3, 4 })]
    [InlineData(11, 0, new[] { 2, 3, 4 })]
    [InlineData(13, -99, new[] { 2, 3, 4 })]
    [InlineData(13, 1, new[] { 2, 3, 4, 5 })]
    public void Softmax_follows_the_operator_set(int opset, int axis, int[] shape) => RoundTrip.Check(
        axis == -99 ? OnnxBuilder.Single(opset, "Softmax", shape) : OnnxBuilder.Single(opset, "Softmax", shape, ("axis", axis)));

    [Theory]
    [InlineData(11, 1)]
    [InlineData(13, 1)]
    [InlineData(13, -1)]
    public void LogSoftmax_follows_the_operator_set(int opset, int axis) =>
        RoundTrip.Check(OnnxBuilder.Single(opset, "LogSoftmax", [2, 3, 4], ("axis", axis)));

    [Theory]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 2, 3, 4 })]
    [InlineData(new[] { 1, 3, 4, 5 })]
    public void BatchNormalization_agrees(int[] shape)
    {
        OnnxBuilder model = new(9);
        string x = model.Input("x", shape), variance = model.Floats([3], 0.5f, 1.5f, 2.5f);
        string y = model.Node(
            "BatchNormalization", [x, model.Weights(3), model.Weights(3), model.Weights(3), variance], ("epsilon", 0.01f));
        RoundTrip.Check(model.Output(y).Build());
    }

    [Theory]
    [InlineData("Mish", null)]
    [InlineData("Gelu", null)]
    [InlineData("Gelu", "tanh")]
    public void Newer_functions_agree(string type, string? approximate) => RoundTrip.Check(
        approximate is null ? OnnxBuilder.Single(20, type, [2, 3, 5]) : OnnxBuilder.Single(20, type, [2, 3, 5], ("approximate", approximate)));

    [Theory]
    [InlineData(3f)]
    [InlineData(2f)]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(-0.5f)]
    [InlineData(-1.5f)]
    public void Powers_agree(float exponent)
    {
        OnnxBuilder model = new();
        string positive = model.Node("Exp", [model.Input("x", 2, 5)]);
        string power = model.Node("Pow", [positive, model.Floats([], exponent)]);
        RoundTrip.Check(model.Output(power).Output(model.Node("Log", [positive])).Build());
    }

    [Theory]
    [InlineData(-1, new[] { 6 }, true)]
    [InlineData(2, new[] { 6 }, false)]
    [InlineData(1, new[] { 5, 6 }, true)]
    public void LayerNormalization_agrees(int axis, int[] shape, bool biased)
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 2, 5, 6), scale = model.Weights(shape);
        string[] inputs = biased ? [x, scale, model.Weights(shape)] : [x, scale];
        Graph graph = RoundTrip.Check(model.Output(model.Node("LayerNormalization", inputs, ("axis", axis), ("epsilon", 0.01f))).Build());
        Assert.Single(graph.Nodes, node => node.Op is LayerNorm);
    }
}
