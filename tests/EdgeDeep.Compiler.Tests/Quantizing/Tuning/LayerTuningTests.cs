using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Quantizing.Tuning;
using EdgeDeep.Compiler.Tests.Passes;

namespace EdgeDeep.Compiler.Tests.Quantizing.Tuning;

public class LayerTuningTests
{
    [Fact]
    public void EveryKindOfLayerFollowsBetter()
    {
        double plain = Decibels(Network(out float[][][] samples), samples, new QuantizeOptions { PerChannel = false }, out _);
        double corrected = Decibels(Network(out _), samples, new QuantizeOptions { PerChannel = false, CorrectBias = true }, out QuantizedModel biased);
        double rounded = Decibels(Network(out _), samples, new QuantizeOptions { PerChannel = false, RoundByError = true }, out QuantizedModel model);
        TestContext.Current.TestOutputHelper?.WriteLine($"{plain:0.0} dB, biases {corrected:0.0}, rounded {rounded:0.0}; {string.Join("; ", model.Changes)}");
        Assert.True(corrected > plain && rounded > plain + 2, $"{plain}, {corrected}, {rounded}");
        Assert.Equal(4, model.Changes.Count);
        Assert.All(model.Changes, change => Assert.True(change is { RoundingGain: > 0.3, BiasShift: null }, change.ToString()));
        Assert.All(biased.Changes, change => Assert.True(change is { RoundingGain: null, BiasShift: > 0 and < 0.1 }, change.ToString()));
    }

    [Fact]
    public void TheErrorThatRoundingReportsIsThatOfTheResults()
    {
        GraphBuilder b = new(3);
        Node node = b.Build(b.Add(new FullyConnected(false, Clamp.None), b.Input(7, 40), b.Random(-1, 1, 5, 40), null)).Nodes[0];
        LayerGeometry layer = LayerGeometry.Of(node)!;
        Random random = new(4);
        float[] data = [.. Enumerable.Range(0, 7 * 40).Select(i => random.NextSingle() + (i % 3))];
        InputMoments moments = new(layer, 1);
        moments.Add(data);
        float[] weights = node.Input(1).Floats.ToArray();
        const float Scale = 0.2f;
        sbyte[] nearest = [.. weights.Select(weight => QuantizationParameters.ToInt8(weight, Scale, 0))];
        (sbyte[] rounded, double before, double after) = ErrorRounding.Round(layer, weights, [Scale], nearest, moments);
        Assert.Equal(ErrorOf(nearest), before, before * 1e-6);
        Assert.Equal(ErrorOf(rounded), after, before * 1e-6);
        Assert.True(after < before / 4, $"{before} to {after}");

        double ErrorOf(sbyte[] stored) => Enumerable.Range(0, 7 * 5).Sum(i => Math.Pow(Enumerable.Range(0, 40)
            .Sum(tap => (double)data[(i / 5 * 40) + tap] * (weights[(i % 5 * 40) + tap] - ((double)Scale * stored[(i % 5 * 40) + tap]))), 2));
    }

    [Fact]
    public void WiderLayersThanABlockAreRoundedBlockByBlock()
    {
        GraphBuilder b = new(5);
        Graph graph = b.Build(b.Dense(b.Input(1, InputMoments.BlockTaps + 100), 3));
        Random random = new(6);
        float[][][] samples = [.. Enumerable.Range(0, 40).Select(_ => new[] { Enumerable.Range(0, InputMoments.BlockTaps + 100).Select(_ => random.NextSingle()).ToArray() })];
        Decibels(graph, samples, new QuantizeOptions { RoundByError = true }, out QuantizedModel model);
        Assert.True(Assert.Single(model.Changes).RoundingGain > 3);
    }

    private static Graph Network(out float[][][] samples)
    {
        GraphBuilder b = new(9);
        Value x = b.Conv(b.Input(1, 6, 6, 3), 8, activation: Clamp.Relu, bias: false);
        x = b.Depthwise(x, activation: Clamp.Relu6);
        x = b.Add(new Conv2D(1, 1, 1, 1, default, 2, Clamp.None), x, b.Random(-1, 1, 6, 1, 1, 4), b.Random(-1, 1, 6));
        Random random = new(3);
        samples = [.. Enumerable.Range(0, 60).Select(_ => new[] { Enumerable.Range(0, 108).Select(_ => random.NextSingle()).ToArray() })];
        return b.Build(b.Dense(x, 4));
    }

    private static double Decibels(Graph graph, float[][][] samples, QuantizeOptions options, out QuantizedModel model)
    {
        FloatToInt8.Prepare(graph, options);
        model = FloatToInt8.Run(graph, new MemorySamples(samples), null, options, null, TestContext.Current.CancellationToken);
        return QualityMeter.Measure(graph, model.Plan, new MemorySamples(samples), cancellation: TestContext.Current.CancellationToken).Decibels;
    }
}
