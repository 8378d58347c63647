using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Compiler.Tests.Quantizing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Comparing;

public class QualityMeterTests
{
    [Fact]
    public void TheOutputsRatioIsThatOfTheWholeModels()
    {
        (Graph graph, Plan plan, float[][][] samples) = Network();
        ModelQuality quality = QualityMeter.Measure(graph, plan, new MemorySamples(samples), cancellation: TestContext.Current.CancellationToken);

        using FloatRunner runner = FloatRunner.ForGraph(graph);
        Session session = new(new Model(plan));
        List<float> expected = [], actual = [];
        foreach (float[][] sample in samples)
        {
            expected.AddRange(runner.Run(sample)[0]);
            session.SetInput(0, sample[0]);
            session.Run();
            float[] output = new float[session.OutputInfo(0).Elements];
            session.GetOutput(0, output);
            actual.AddRange(output);
        }

        LayerQuality last = Assert.Single(quality.Outputs);
        Assert.Equal(SignalToNoise.Decibels([.. expected], [.. actual]), last.Decibels, 1e-6);
        Assert.Equal(quality.Decibels, last.Decibels);
        Assert.Equal((samples.Length, graph.Nodes.Count), (quality.Samples, quality.Layers.Count));
        Assert.Equal((Math.Min(0, expected.Min()), Math.Max(0, expected.Max())), (last.Seen.Min, last.Seen.Max));
        Assert.Equal(expected.Count(value => value != 0), last.Histogram.Sum(), 1e-6);
    }

    [Fact]
    public void NumbersOutsideTheRangeCountAsClippedAndTheirChannelIsTheWorst()
    {
        (Graph graph, Plan plan, float[][][] samples) = Network();
        float[][][] loud = [.. samples.Select(sample => new[] { sample[0].Select((value, i) => i % 3 == 1 ? value * 5 : value).ToArray() })];
        LayerQuality quiet = Measure(graph, plan, samples).Layers[0], clipped = Measure(graph, plan, loud).Layers[0];
        Assert.Equal(0, quiet.Clipped);
        Assert.InRange(clipped.Clipped, 0.01, 0.9);
        Assert.True(clipped.Decibels < quiet.Decibels - 10, $"{clipped.Decibels} and {quiet.Decibels}");
        Assert.True(clipped.WorstChannels.Count is > 0 and <= 3);
        Assert.Equal(clipped.WorstChannels.OrderBy(channel => channel.Decibels), clipped.WorstChannels);
    }

    [Fact]
    public void TheFirstSamplesCountWhereThereIsALimit()
    {
        (Graph graph, Plan plan, float[][][] samples) = Network();
        ModelQuality two = QualityMeter.Measure(graph, plan, new MemorySamples(samples), 2, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, two.Samples);
        Assert.Equal(Measure(graph, plan, samples[..2]).Decibels, two.Decibels);
    }

    private static ModelQuality Measure(Graph graph, Plan plan, float[][][] samples) =>
        QualityMeter.Measure(graph, plan, new MemorySamples(samples), cancellation: TestContext.Current.CancellationToken);

    private static (Graph Graph, Plan Plan, float[][][] Samples) Network()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Dense(b.Conv(b.Conv(b.Input(1, 6, 6, 3), 5), 4, activation: Clamp.Relu6), 3));
        Random random = new(3);
        float[][][] samples = [.. Enumerable.Range(0, 12).Select(_ => new[] { Enumerable.Range(0, 108).Select(_ => (random.NextSingle() * 2) - 1).ToArray() })];
        FloatToInt8.Prepare(graph);
        return (graph, FloatToInt8.Run(graph, new MemorySamples(samples), cancellation: TestContext.Current.CancellationToken).Plan, samples);
    }
}
