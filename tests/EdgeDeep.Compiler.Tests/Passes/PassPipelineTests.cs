using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class PassPipelineTests
{
    [Fact]
    public void AnExportedBlockBecomesOneNode()
    {
        GraphBuilder b = new();
        Value x = b.Add(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), b.Input(1, 6, 6, 3));
        Value y = b.Conv(x, 4, pad: 0, bias: false);
        y = b.Binary(BinaryKind.Add, b.Binary(BinaryKind.Div, y, b.Random(1, 2, 1, 1, 1, 4)), b.Add(Reshape.To(4), b.Random(-1, 1, 1, 4)));
        Graph graph = FloatEquivalence.Rewrite(b.Build(b.Relu(b.Norm(y))), PassPipeline.ForFloat);
        Conv2D conv = Assert.IsType<Conv2D>(Assert.Single(graph.Nodes).Op);
        Assert.Equal((new Padding(1, 1, 1, 1), Clamp.Relu), (conv.Pad, conv.Activation));
    }

    [Fact]
    public void AnyChainComputesTheSameAfterwards() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 11].Array[1, 8]).Sample((seed, steps) =>
        {
            Graph graph = Chain(seed, steps);
            FloatEquivalence.Rewrite(graph, PassPipeline.ForFloat);
            Assert.Equal(0, PassPipeline.ForFloat(graph));
            Assert.DoesNotContain(graph.Nodes, node => node.Op is BatchNorm);
            Assert.Equal(graph.Nodes.Count, graph.Nodes.SelectMany(node => node.Outputs).Select(value => value.Name).Distinct().Count());
        }, iter: 150, threads: 1);

    private static Graph Chain(int seed, int[] steps)
    {
        GraphBuilder b = new(seed);
        Value x = b.Input(1, 4, 5, 3), first = x;
        foreach (int step in steps)
        {
            Value before = x;
            x = step switch
            {
                0 => b.Norm(x),
                1 => b.Conv(x, 3),
                2 => b.Depthwise(x),
                3 => b.Relu(x),
                4 => b.Binary(BinaryKind.Mul, x, b.Random(-1, 1, 3)),
                5 => b.Binary(BinaryKind.Sub, b.Random(-1, 1, 1), x),
                6 => b.Conv(b.Add(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), x), 3, pad: 0),
                7 => b.Add(new Pool2D(PoolKind.Max, 3, 3, 1, 1, default, Clamp.None), b.Add(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), x)),
                8 => b.Add(Reshape.To(1, 4, 5, 3), b.Add(Reshape.To(1, 60), x)),
                9 => b.Add(new Transpose([0, 1, 2, 3]), x),
                10 => b.Binary(BinaryKind.Add, x, first),
                _ => b.Add(new Activate(Clamp.Relu6), x),
            };
            first = before;
        }

        return b.Build(x);
    }
}
