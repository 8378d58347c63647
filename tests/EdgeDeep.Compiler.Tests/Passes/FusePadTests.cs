using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FusePadTests
{
    private static readonly Pad Border = new([0, 1, 0, 0], [0, 2, 3, 0], 0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ConvolutionsTakeZeros(bool depthwise)
    {
        GraphBuilder b = new();
        Value x = b.Add(Border, b.Input(1, 5, 6, 3));
        Graph graph = FloatEquivalence.Rewrite(b.Build(depthwise ? b.Depthwise(x) : b.Conv(x, 2)), Run);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(new Padding(2, 1, 3, 4), node.Op is Conv2D conv ? conv.Pad : ((DepthwiseConv2D)node.Op).Pad);
    }

    [Fact]
    public void AnotherUserOfTheBorderKeepsIt()
    {
        GraphBuilder b = new();
        Value x = b.Add(Border, b.Input(1, 5, 6, 3));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Conv(x, 2), b.Relu(x)), Run);
        Assert.Equal(["Pad", "Conv2D", "Relu"], graph.Nodes.Select(node => node.Op.Name));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 1, 1 }, 0f)]
    [InlineData(new[] { 0, 1, 1, 0 }, 0.5f)]
    [InlineData(new[] { 1, 1, 1, 0 }, 0f)]
    public void OtherBordersStay(int[] before, float value)
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Conv(b.Add(new Pad(before, [0, 0, 0, 0], value), b.Input(1, 5, 6, 3)), 2));
        Assert.Equal(0, FusePad.Run(graph));
    }

    [Fact]
    public void MaxPoolsTakeZerosAroundDataThatIsNeverNegative()
    {
        GraphBuilder b = new();
        Value x = b.Conv(b.Input(1, 5, 6, 3), 2, activation: Clamp.Relu);
        Graph graph = FloatEquivalence.Rewrite(b.Build(Pool(b, PoolKind.Max, b.Add(Border with { After = [0, 1, 1, 0] }, x))), Run);
        Assert.Equal(["Conv2D", "MaxPool2D"], graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal(new Padding(1, 0, 1, 1), ((Pool2D)graph.Nodes[1].Op).Pad);
    }

    [Fact]
    public void MaxPoolsTakeMinusInfinityAroundAnything()
    {
        GraphBuilder b = new();
        Pad border = new([0, 1, 0, 0], [0, 1, 1, 0], float.NegativeInfinity);
        Graph graph = FloatEquivalence.Rewrite(b.Build(Pool(b, PoolKind.Max, b.Add(border, b.Input(1, 5, 6, 3)))), Run);
        Assert.Single(graph.Nodes);
    }

    [Fact]
    public void PoolsThatWouldSeeTheBorderKeepIt()
    {
        GraphBuilder b = new();
        Value signed = b.Add(Border with { After = [0, 1, 1, 0] }, b.Input(1, 5, 6, 3)), positive = b.Add(Border, b.Relu(b.Input(1, 5, 6, 3)));
        Value wide = b.Add(new Pad([0, 3, 0, 0], [0, 0, 0, 0], 0), b.Relu(signed));
        Graph graph = b.Build(Pool(b, PoolKind.Max, signed), Pool(b, PoolKind.Average, positive), Pool(b, PoolKind.Max, wide), Pool(b, PoolKind.Max, positive));
        Assert.Equal(0, FusePad.Run(graph));
    }

    private static Value Pool(GraphBuilder b, PoolKind kind, Value x) => b.Add(new Pool2D(kind, 3, 3, 2, 2, default, Clamp.None), x);

    private static int Run(Graph graph)
    {
        int changes = FusePad.Run(graph);
        RemoveDeadNodes.Run(graph);
        return changes;
    }
}
