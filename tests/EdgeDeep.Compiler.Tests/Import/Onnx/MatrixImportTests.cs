using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class MatrixImportTests
{
    [Theory]
    [InlineData(0, 0, 1f, 1f, new[] { 4 })]
    [InlineData(0, 1, 0.5f, 2f, new[] { 1, 4 })]
    [InlineData(1, 0, 1f, 1f, new[] { 2, 4 })]
    [InlineData(1, 1, 2f, 0.5f, new int[0])]
    public void Gemm_agrees(int transposeA, int transposeB, float alpha, float beta, int[] addend)
    {
        OnnxBuilder model = new(13);
        string x = transposeA == 0 ? model.Input("x", 2, 3) : model.Input("x", 3, 2);
        string weights = transposeB == 0 ? model.Weights(3, 4) : model.Weights(4, 3);
        string y = model.Node(
            "Gemm", [x, weights, model.Weights(addend)], ("transA", transposeA), ("transB", transposeB), ("alpha", alpha), ("beta", beta));
        RoundTrip.Check(model.Output(y).Build());
    }

    [Theory]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 2, 5, 3 })]
    [InlineData(new[] { 3 })]
    public void MatMul_keeps_leading_dimensions(int[] shape)
    {
        OnnxBuilder model = new();
        RoundTrip.Check(model.Output(model.Node("MatMul", [model.Input("x", shape), model.Weights(3, 4)])).Build());
    }

    [Theory]
    [InlineData("Flatten")]
    [InlineData("Reshape")]
    public void Flattened_images_are_taken_in_the_order_of_the_weights(string type)
    {
        OnnxBuilder model = new(13);
        string image = model.Node("Conv", [model.Input("x", 2, 1, 5, 6), model.Weights(3, 1, 2, 2)]);
        string rows = type == "Flatten" ? model.Node("Flatten", [image]) : model.Node("Reshape", [image, model.Longs(0, -1)]);
        string relu = model.Node("Relu", [rows]);
        model.Output(model.Node("Gemm", [relu, model.Weights(7, 60), model.Weights(7)], ("transB", 1)));
        Graph graph = RoundTrip.Check(model.Output(model.Node("MatMul", [relu, model.Weights(60, 5)])).Build());
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Transpose);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3, 4 })]
    [InlineData(new[] { 5, 2, 3 }, new[] { 5, 3, 4 })]
    [InlineData(new[] { 2, 1, 2, 3 }, new[] { 5, 3, 4 })]
    [InlineData(new[] { 3 }, new[] { 2, 3, 4 })]
    [InlineData(new[] { 2, 5, 3 }, new[] { 3 })]
    [InlineData(new[] { 3 }, new[] { 3 })]
    public void Products_of_computed_matrices_broadcast(int[] left, int[] right)
    {
        OnnxBuilder model = new();
        Graph graph = RoundTrip.Check(model.Output(model.Node("MatMul", [model.Input("x", left), model.Input("y", right)])).Build());
        Assert.Single(graph.Nodes, node => node.Op is BatchMatMul);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_constant_stack_of_matrices_is_no_layer(bool left)
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 5, 3, 3), weights = model.Weights(5, 3, 3);
        Graph graph = RoundTrip.Check(model.Output(model.Node("MatMul", left ? [weights, x] : [x, weights])).Build());
        Assert.IsType<BatchMatMul>(Assert.Single(graph.Nodes).Op);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Gemm_of_computed_matrices_agrees(int transposeA, int transposeB)
    {
        OnnxBuilder model = new();
        string a = transposeA == 0 ? model.Input("a", 2, 3) : model.Input("a", 3, 2), b = transposeB == 0 ? model.Input("b", 3, 4) : model.Input("b", 4, 3);
        string y = model.Node(
            "Gemm", [a, b, model.Weights(4)], ("transA", transposeA), ("transB", transposeB), ("alpha", 0.5f), ("beta", 2f));
        RoundTrip.Check(model.Output(y).Build());
    }

    [Fact]
    public void A_transposed_factor_is_multiplied_as_it_lies()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 4, 6, 3), turned = model.Node("Transpose", [x], ("perm", new[] { 0, 2, 1 }));
        model.Output(model.Node("MatMul", [x, turned]));
        Graph graph = RoundTrip.Check(model.Output(model.Node("MatMul", [turned, x])).Build());
        Assert.Equal([new BatchMatMul(false, true), new BatchMatMul(true, false)], graph.Nodes.Select(node => node.Op));
    }

    [Fact]
    public void Heads_are_carried_out_so_that_products_read_neighbours()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 1, 6, 8);
        string Split(params int[] order) =>
            model.Node("Transpose", [model.Node("Reshape", [model.Node("MatMul", [x, model.Weights(8, 8)]), model.Longs(1, 6, 2, 4)])], ("perm", order));
        string scores = model.Node("MatMul", [Split(0, 2, 1, 3), Split(0, 2, 3, 1)]);
        string mixed = model.Node("MatMul", [model.Node("Softmax", [scores], ("axis", -1)), Split(0, 2, 1, 3)]);
        string joined = model.Node("Reshape", [model.Node("Transpose", [mixed], ("perm", new[] { 0, 2, 1, 3 })), model.Longs(1, 6, 8)]);
        Graph graph = RoundTrip.Check(model.Output(model.Node("MatMul", [joined, model.Weights(8, 3)])).Build());
        Assert.All(graph.Nodes.Where(node => node.Op is BatchMatMul), node => Assert.Equal(new BatchMatMul(false, true), node.Op));
        Assert.Equal(4, graph.Nodes.Count(node => node.Op is Transpose));
    }
}
