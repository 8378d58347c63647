using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FoldAffineTests
{
    [Theory]
    [InlineData(BinaryKind.Add, false)]
    [InlineData(BinaryKind.Add, true)]
    [InlineData(BinaryKind.Mul, false)]
    [InlineData(BinaryKind.Mul, true)]
    [InlineData(BinaryKind.Sub, false)]
    [InlineData(BinaryKind.Sub, true)]
    public void ConstantsPerChannelBecomePartOfTheLayer(BinaryKind kind, bool constantFirst)
    {
        foreach (int[] shape in new int[][] { [4], [1], [], [1, 1, 4], [1, 1, 1, 4] })
        {
            GraphBuilder b = new();
            Value y = b.Conv(b.Input(1, 5, 5, 3), 4, bias: shape.Length == 1), c = b.Random(-2, 2, shape);
            Value z = b.Add(new Binary(kind, Clamp.Relu6), constantFirst ? c : y, constantFirst ? y : c);
            Graph graph = FloatEquivalence.Rewrite(b.Build(z), FoldAffine.Run);
            Assert.Equal(Clamp.Relu6, Assert.IsType<Conv2D>(Assert.Single(graph.Nodes).Op).Activation);
        }
    }

    [Theory]
    [InlineData(1, 5, 5, 4)]
    [InlineData(1, 5, 1, 1)]
    [InlineData(1, 1, 5, 1)]
    public void ConstantsPerPixelStay(params int[] shape)
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Binary(BinaryKind.Add, b.Conv(b.Input(1, 5, 5, 3), 4), b.Random(-2, 2, shape)));
        Assert.Equal(0, FoldAffine.Run(graph));
    }

    [Fact]
    public void ConstantsThatWidenTheResultStay()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Binary(BinaryKind.Mul, b.Dense(b.Input(1, 5), 1), b.Random(-2, 2, 1, 6)));
        Assert.Equal(0, FoldAffine.Run(graph));
    }

    [Fact]
    public void LayersWithAnActivationStay()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Binary(BinaryKind.Mul, b.Dense(b.Input(1, 5), 3, Clamp.Relu), b.Random(-2, 2, 3)));
        Assert.Equal(0, FoldAffine.Run(graph));
    }

    [Fact]
    public void DivisionByAConstantBecomesAProduct()
    {
        GraphBuilder b = new();
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Binary(BinaryKind.Div, b.Input(1, 5, 3), b.Random(1, 3, 3))), DivideToMultiply.Run);
        Assert.Equal("Mul", Assert.Single(graph.Nodes).Op.Name);
    }

    [Fact]
    public void DivisionByZeroOrByDataStays()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 3), zero = Value.Constant("zeros", [3], [1, 0, 2]);
        Graph graph = b.Build(b.Binary(BinaryKind.Div, x, zero), b.Binary(BinaryKind.Div, zero, x));
        Assert.Equal(0, DivideToMultiply.Run(graph));
    }
}
