using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

/// <summary>Fused activations, folded constants, identities and dead nodes.</summary>
public class CleaningTests
{
    [Fact]
    public void ActivationsBecomePartOfTheOperatorInFront()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 2);
        Value sum = b.Binary(BinaryKind.Add, b.Relu(b.Conv(x, 2)), b.Relu(b.Depthwise(x)));
        Value pool = b.Add(new Pool2D(PoolKind.Average, 2, 2, 2, 2, default, Clamp.None), b.Add(new Activate(Clamp.ReluN1To1), sum));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Relu(b.Add(new Activate(Clamp.Relu6), b.Dense(b.Relu(pool), 3)))), FuseActivation.Run);
        Assert.Equal(["Conv2D", "DepthwiseConv2D", "Add", "AveragePool2D", "FullyConnected"], graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal(
            [Clamp.Relu, Clamp.Relu, Clamp.ReluN1To1, Clamp.Relu, Clamp.Relu6],
            graph.Nodes.Select(node => ((IActivated)node.Op).Activation));
    }

    [Fact]
    public void ActivationsOfSharedResultsAndOfMaximaStay()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 2), shared = b.Conv(x, 2), output = b.Conv(x, 2);
        Graph graph = b.Build(
            b.Relu(shared), b.Add(new LeakyRelu(0.1f), shared), output, b.Relu(output), b.Relu(b.Binary(BinaryKind.Maximum, x, shared)), b.Relu(x));
        Assert.Equal(0, FuseActivation.Run(graph));
    }

    [Fact]
    public void MovedConstantsBecomeConstants()
    {
        GraphBuilder b = new();
        Value constant = b.Add(new Transpose([2, 0, 1]), b.Add(Reshape.To(2, 3, 4), b.Random(-1, 1, 24)));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Binary(BinaryKind.Add, b.Input(4, 2, 3), constant)), PassPipeline.ForFloat);
        Assert.Equal("Add", Assert.Single(graph.Nodes).Op.Name);
        Assert.Equal([4, 2, 3], graph.Nodes[0].Input(1).Shape);
    }

    [Fact]
    public void AConstantThatIsAnOutputStaysComputed()
    {
        GraphBuilder b = new();
        Assert.Equal(0, PassPipeline.ForFloat(b.Build(b.Add(Reshape.To(2, 2), b.Random(-1, 1, 4)))));
    }

    [Fact]
    public void NodesThatChangeNothingGo()
    {
        GraphBuilder b = new();
        Value x = b.Conv(b.Input(1, 4, 4, 2), 2);
        x = b.Add(Reshape.To(1, 4, 4, 2), x);
        x = b.Add(new Transpose([0, 1, 2, 3]), x);
        x = b.Add(new Pad([0, 0, 0, 0], [0, 0, 0, 0], 3), x);
        x = b.Add(new StridedSlice([0, 0, 0, 0], [1, 4, 4, 2], [1, 1, 1, 1]), x);
        x = b.Add(new Concatenation(3), x);
        x = b.Add(new Activate(Clamp.None), x);
        Graph graph = FloatEquivalence.Rewrite(b.Build(x), RemoveIdentity.Run);
        Assert.Equal("Conv2D", Assert.Single(graph.Nodes).Op.Name);
    }

    [Fact]
    public void ReshapesAndTransposesAreJoined()
    {
        GraphBuilder b = new();
        Value x = b.Add(Reshape.To(24), b.Add(Reshape.To(4, 6), b.Input(2, 3, 4)));
        Value y = b.Add(new Transpose([1, 2, 0]), b.Add(new Transpose([2, 1, 0]), b.Add(Reshape.To(2, 3, 4), x)));
        Graph graph = FloatEquivalence.Rewrite(b.Build(y), PassPipeline.ForFloat);
        Assert.Equal(new Transpose([1, 0, 2]).Permutation, Assert.IsType<Transpose>(Assert.Single(graph.Nodes).Op).Permutation);
    }

    [Fact]
    public void ANodeBetweenAnInputAndAnOutputStays()
    {
        GraphBuilder b = new();
        Assert.Equal(0, RemoveIdentity.Run(b.Build(b.Add(Reshape.To(3, 2), b.Input(3, 2)))));
    }

    [Fact]
    public void UnusedNodesGoWithWhatOnlyTheyUsed()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 2), used = b.Relu(x);
        b.Relu(b.Conv(used, 2));
        Graph graph = b.Build(used);
        Assert.Equal(2, PassPipeline.ForFloat(graph));
        Assert.Same(used, Assert.Single(graph.Nodes).Output);
    }
}
