using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FuseSoftmaxTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SpeltOutSoftmaxBecomesOneOperator(bool withMaximum)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3);
        Value shifted = withMaximum ? b.Binary(BinaryKind.Sub, x, b.Add(new Reduce(ReduceKind.Max, [3], true), x)) : x;
        Value e = b.Add(new Unary(UnaryKind.Exp), shifted);
        Graph graph = FloatEquivalence.Rewrite(
            b.Build(b.Binary(BinaryKind.Div, e, b.Add(new Reduce(ReduceKind.Sum, [3], true), e))), PassPipeline.ForFloat);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(new Softmax(1), node.Op);
        Assert.Same(x, Assert.Single(node.Inputs));
    }

    [Fact]
    public void OtherQuotientsStay()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 3), e = b.Add(new Unary(UnaryKind.Exp), x);
        Graph graph = b.Build(
            b.Binary(BinaryKind.Div, e, b.Add(new Reduce(ReduceKind.Sum, [1], true), e)),
            b.Binary(BinaryKind.Div, e, b.Add(new Reduce(ReduceKind.Max, [2], true), e)),
            b.Binary(BinaryKind.Div, e, b.Add(new Reduce(ReduceKind.Sum, [2], true), x)));
        Assert.Equal(0, FuseSoftmax.Run(graph));
    }
}
