using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FixBatchTests
{
    [Fact]
    public void OneSampleGivesWhatItGaveAmongTwo()
    {
        GraphBuilder b = new();
        Value x = b.Conv(b.Input(2, 5, 6, 3), 4);
        Graph graph = b.Build(b.Add(Reshape.To(2, 120), x));
        float[] both = FloatEquivalence.Inputs(graph, 3)[0];
        float[] before = FloatEquivalence.Run(graph, [both])[0];
        FixBatch.Run(graph, 1);
        Assert.Equal([1, 5, 6, 3], graph.Inputs[0].Shape);
        Assert.Equal([1, 120], graph.Outputs[0].Shape);
        float[] after = FloatEquivalence.Run(graph, [both[90..]])[0];
        Assert.All(before[120..].Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void WhatMixesSamplesIsRefused()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Add(new Reduce(ReduceKind.Mean, [0], KeepDimensions: true), b.Input(2, 3)));
        ModelException error = Assert.Throws<ModelException>(() => FixBatch.Run(graph, 1));
        Assert.Contains("does not grow with the batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InputsOfDifferentBatchesAreRefused()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Binary(BinaryKind.Add, b.Input(2, 3), b.Input(1, 3)));
        Assert.Throws<ModelException>(() => FixBatch.Run(graph, 1));
    }
}
