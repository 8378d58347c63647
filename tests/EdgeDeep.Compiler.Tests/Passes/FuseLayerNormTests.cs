using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FuseLayerNormTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void ASpeltOutNormalizationBecomesOneOperator(bool divides, bool twice)
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 5, 8), d = Deviation(b, x);
        Value root = b.Add(new Unary(divides ? UnaryKind.Sqrt : UnaryKind.Rsqrt), Variance(b, twice ? Deviation(b, x) : d, 0.25f));
        Value normal = b.Binary(divides ? BinaryKind.Div : BinaryKind.Mul, d, root);
        Value scaled = b.Binary(BinaryKind.Mul, normal, b.Random(0.5, 2, 8));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Binary(BinaryKind.Add, scaled, b.Random(-1, 1, 1, 1, 8))), PassPipeline.ForFloat);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(new LayerNorm(0.25f), node.Op);
        Assert.Equal([2, 5, 8], node.Output.Shape);
    }

    [Fact]
    public void TheSpellingOfKerasBecomesOneOperator()
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 5, 8), mean = b.Add(new Reduce(ReduceKind.Mean, [2], true), x);
        Value factor = b.Binary(BinaryKind.Mul, b.Add(new Unary(UnaryKind.Rsqrt), Variance(b, Deviation(b, x), 0.25f)), b.Random(0.5, 2, 8));
        Value rest = b.Binary(BinaryKind.Sub, b.Random(-1, 1, 8), b.Binary(BinaryKind.Mul, mean, factor));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Binary(BinaryKind.Add, b.Binary(BinaryKind.Mul, x, factor), rest)), PassPipeline.ForFloat);
        Assert.Equal(new LayerNorm(0.25f), Assert.Single(graph.Nodes).Op);
    }

    [Fact]
    public void FactorsBehindANormalizationAreFoldedIn()
    {
        GraphBuilder b = new();
        Value norm = b.Add(new LayerNorm(1e-3f), b.Input(2, 6), b.Random(0.5, 2, 6), b.Random(-1, 1, 6));
        Value y = b.Binary(BinaryKind.Sub, b.Binary(BinaryKind.Mul, norm, b.Random(2, 2)), b.Random(-1, 1, 6));
        Graph graph = FloatEquivalence.Rewrite(b.Build(y), PassPipeline.ForFloat);
        Assert.IsType<LayerNorm>(Assert.Single(graph.Nodes).Op);
    }

    [Fact]
    public void OtherQuotientsStay()
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 5, 8), z = b.Input(2, 5, 8), d = Deviation(b, x);
        Value overRows = b.Binary(BinaryKind.Sub, x, b.Add(new Reduce(ReduceKind.Mean, [1], true), x));
        Graph graph = b.Build(
            b.Binary(BinaryKind.Div, d, b.Add(new Unary(UnaryKind.Sqrt), Variance(b, Deviation(b, z), 1))),
            b.Binary(BinaryKind.Div, x, b.Add(new Unary(UnaryKind.Sqrt), Variance(b, x, 1))),
            b.Binary(BinaryKind.Div, overRows, b.Add(new Unary(UnaryKind.Sqrt), Variance(b, overRows, 1))));
        Assert.Equal(0, FuseLayerNorm.Run(graph));
    }

    private static Value Deviation(GraphBuilder b, Value x) =>
        b.Binary(BinaryKind.Sub, x, b.Add(new Reduce(ReduceKind.Mean, [x.Rank - 1], true), x));

    private static Value Variance(GraphBuilder b, Value d, float epsilon) => b.Binary(
        BinaryKind.Add,
        b.Add(new Reduce(ReduceKind.Mean, [d.Rank - 1], true), b.Binary(BinaryKind.Mul, d, d)),
        Value.Constant("epsilon", ElementType.Float32, [], [epsilon]));
}
