using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FoldScaleTests
{
    [Theory]
    [InlineData("before")]
    [InlineData("behind")]
    [InlineData("both")]
    public void ANumberBecomesTheProductsFactor(string place)
    {
        GraphBuilder b = new();
        Value q = b.Input(1, 6, 2, 4), k = b.Input(1, 6, 2, 4);
        q = place == "behind" ? q : Times(b, q, 0.5f);
        k = place == "both" ? Times(b, k, 0.5f) : k;
        q = b.Add(new Transpose([0, 2, 1, 3]), q);
        k = b.Add(new Transpose([0, 2, 1, 3]), k);
        Value product = b.Add(new BatchMatMul(false, true), q, k);
        Value y = place == "behind" ? Times(b, b.Add(Reshape.To(2, 36), product), 0.5f) : product;
        Graph graph = FloatEquivalence.Rewrite(b.Build(y), PassPipeline.ForFloat);
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Binary);
        Assert.Equal(new BatchMatMul(false, true, place == "both" ? 0.25f : 0.5f), Assert.Single(graph.Nodes, node => node.Op is BatchMatMul).Op);
    }

    [Fact]
    public void WhatOthersSeeStays()
    {
        GraphBuilder b = new();
        Value x = b.Input(3, 4), halved = Times(b, x, 0.5f), product = b.Add(new BatchMatMul(false, true), halved, halved);
        Value squared = b.Add(new BatchMatMul(false, true), x, x), tripled = Times(b, squared, 3);
        Graph graph = b.Build(product, squared, tripled, Times(b, b.Relu(x), 2));
        Assert.Equal(0, FoldScale.Run(graph));
    }

    private static Value Times(GraphBuilder b, Value x, float factor) =>
        b.Binary(BinaryKind.Mul, x, Value.Constant("number", ElementType.Float32, [], [factor]));
}
