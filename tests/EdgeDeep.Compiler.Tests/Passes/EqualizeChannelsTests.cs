using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class EqualizeChannelsTests
{
    [Fact]
    public void AChannelsLargestWeightBecomesTheSameInBothLayers()
    {
        GraphBuilder b = new();
        Value x = b.Depthwise(b.Input(1, 5, 6, 8), activation: Clamp.Relu);
        Graph graph = Equalized(b.Build(b.Conv(x, 4)), 1);
        float[] depthwise = Largest(graph.Nodes[0].Input(1), 8), convolution = Largest(graph.Nodes[1].Input(1), 8);
        double ratio = depthwise[0] / convolution[0];
        Assert.All(Enumerable.Range(0, 8), c => Assert.Equal(ratio, depthwise[c] / convolution[c], ratio * 1e-2));
    }

    [Fact]
    public void ItReachesThroughRectifiersWithSlopes()
    {
        GraphBuilder b = new();
        Value x = b.Conv(b.Input(1, 5, 6, 3), 8);
        x = b.Add(new PRelu(), x, b.Random(-7, 1, 1, 1, 8));
        x = b.Add(new LeakyRelu(0.1f), b.Depthwise(x));
        Equalized(b.Build(b.Conv(x, 4)), 2);
    }

    [Fact]
    public void FullyConnectedLayersAreEqualizedToo()
    {
        GraphBuilder b = new();
        Equalized(b.Build(b.Dense(b.Dense(b.Input(1, 12), 8, Clamp.Relu), 4)), 1);
    }

    [Theory]
    [InlineData("bounded")]
    [InlineData("output")]
    [InlineData("shared")]
    [InlineData("grouped")]
    public void WhatOthersSeeStays(string why)
    {
        GraphBuilder b = new();
        Value x = b.Conv(b.Input(1, 5, 6, 3), 8, activation: why == "bounded" ? Clamp.Relu6 : Clamp.None);
        Value y = why == "grouped"
            ? b.Add(new Conv2D(1, 1, 1, 1, default, 2, Clamp.None), x, b.Random(-1, 1, 4, 1, 1, 4))
            : b.Conv(x, 4);
        Graph graph = why switch
        {
            "output" => b.Build(y, x),
            "shared" => b.Build(y, b.Binary(BinaryKind.Add, x, x)),
            _ => b.Build(y),
        };
        Assert.Equal(0, EqualizeChannels.Run(graph));
    }

    private static Graph Equalized(Graph graph, int pairs)
    {
        int changes = 0;
        FloatEquivalence.Rewrite(graph, rewritten => changes = EqualizeChannels.Run(rewritten));
        Assert.Equal(pairs, changes);
        Assert.Equal(0, EqualizeChannels.Run(graph));
        return graph;
    }

    /// <summary>The largest weight of each channel, the last axis of both layers' weights.</summary>
    private static float[] Largest(Value weights, int channels) =>
        [.. Enumerable.Range(0, channels).Select(c => weights.Floats.ToArray().Where((_, i) => i % channels == c).Max(Math.Abs))];
}
