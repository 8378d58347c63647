using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class LimitOutputsTests
{
    private static readonly Clamp Limit = new(-0.5f, 0.25f);

    [Fact]
    public void TheLayersThatComputeAnOutputTakeItsLimitIn()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3);
        Value a = b.Add(Reshape.To(1, 32, 1), b.Conv(x, 2)), c = b.Add(Reshape.To(1, 64, 1), b.Conv(x, 4));
        Graph graph = b.Build(b.Add(new Concatenation(1), a, c), x);
        string name = graph.Outputs[0].Name;
        float[][] inputs = FloatEquivalence.Inputs(graph, 5);
        float[] before = FloatEquivalence.Run(graph, inputs)[0];
        LimitOutputs.Run(graph, new Dictionary<string, Clamp> { [name] = Limit });
        PassPipeline.ForFloat(graph);
        Assert.Equal(name, graph.Outputs[0].Name);
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Activate);
        Assert.All(graph.Nodes.Where(node => node.Op is Conv2D), node => Assert.Equal(Limit, ((Conv2D)node.Op).Activation));
        float[] after = FloatEquivalence.Run(graph, inputs)[0];
        Assert.Contains(before, value => value > Limit.Max);
        Assert.All(before.Zip(after), pair => Assert.Equal(Math.Clamp(pair.First, Limit.Min, Limit.Max), pair.Second, 1e-4f));
    }

    [Fact]
    public void AClampStaysBehindAReshapeThatOthersSee()
    {
        GraphBuilder b = new();
        Value x = b.Add(Reshape.To(1, 96), b.Conv(b.Input(1, 4, 4, 3), 6));
        Graph graph = b.Build(b.Relu(x), x);
        Assert.Equal(0, MoveClamps.Run(graph));
    }

    [Fact]
    public void UnknownOutputsAreNamed()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Relu(b.Input(1, 4)));
        ModelException error = Assert.Throws<ModelException>(() => LimitOutputs.Run(graph, new Dictionary<string, Clamp> { ["scores"] = Limit }));
        Assert.Contains("no output 'scores'", error.Message, StringComparison.Ordinal);
        Assert.Contains(graph.Outputs[0].Name, error.Message, StringComparison.Ordinal);
    }
}
