using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FoldBatchNormTests
{
    [Theory]
    [InlineData("conv")]
    [InlineData("conv without bias")]
    [InlineData("depthwise")]
    [InlineData("dense")]
    public void BecomesPartOfTheLayerInFront(string kind)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 5, 6, 3);
        Value y = kind switch
        {
            "conv" => b.Conv(x, 4),
            "conv without bias" => b.Conv(x, 4, bias: false),
            "depthwise" => b.Depthwise(x),
            _ => b.Dense(x, 7),
        };
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Norm(y)), FoldBatchNorm.Run);
        Assert.Single(graph.Nodes);
    }

    [Fact]
    public void InFrontOfAPaddedConvolutionItBecomesProductAndSum()
    {
        GraphBuilder b = new();
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Conv(b.Norm(b.Input(1, 4, 4, 3)), 2)), FoldBatchNorm.Run);
        Assert.Equal(["Mul", "Add", "Conv2D"], graph.Nodes.Select(node => node.Op.Name));
    }

    [Fact]
    public void LayersWithAnActivationOrASecondUserAreLeftAlone()
    {
        GraphBuilder b = new();
        Value rectified = b.Conv(b.Input(1, 4, 4, 3), 2, activation: Clamp.Relu);
        Value shared = b.Conv(rectified, 2);
        Value first = b.Norm(shared);
        Graph graph = FloatEquivalence.Rewrite(b.Build(first, b.Relu(shared), b.Norm(rectified)), FoldBatchNorm.Run);
        Assert.Equal(2, graph.Nodes.Count(node => node.Op is Conv2D));
        Assert.Equal(2, graph.Nodes.Count(node => node.Op is Binary { Kind: BinaryKind.Mul }));
    }

    [Fact]
    public void SharedWeightsOfAnotherLayerStayAsTheyWere()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3), weights = b.Random(-1, 1, 2, 3, 3, 3);
        Conv2D conv = new(1, 1, 1, 1, default, 1, Clamp.None);
        Value first = b.Norm(b.Add(conv, x, weights)), second = b.Add(conv, x, weights);
        Graph graph = FloatEquivalence.Rewrite(b.Build(first, second), FoldBatchNorm.Run);
        Assert.NotSame(graph.Nodes[0].Inputs[1], graph.Nodes[1].Inputs[1]);
    }

    [Fact]
    public void StatisticsThatAreComputedAreRefused()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3), c = b.Random(1, 2, 3), scale = b.Input(3);
        Graph graph = b.Build(b.Add(new BatchNorm(0), x, scale, c, c, c));
        Assert.Contains("input1", Assert.Throws<ModelException>(() => FoldBatchNorm.Run(graph)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVarianceOfZeroWithoutEpsilonIsRefused()
    {
        GraphBuilder b = new();
        Value c = b.Random(1, 2, 3), zero = b.Random(0, 0, 3);
        Graph graph = b.Build(b.Add(new BatchNorm(0), b.Input(1, 3), c, c, c, zero));
        Assert.Throws<ModelException>(() => FoldBatchNorm.Run(graph));
    }
}
