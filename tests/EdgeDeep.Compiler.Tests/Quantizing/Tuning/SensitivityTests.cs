using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Quantizing.Tuning;
using EdgeDeep.Compiler.Tests.Passes;

namespace EdgeDeep.Compiler.Tests.Quantizing.Tuning;

public class SensitivityTests
{
    /// <remarks>One of the layers has a channel a thousand times as wide as the others, and the layer behind it ignores that channel.</remarks>
    [Fact]
    public void TheLayerThatSpoilsTheOutputComesFirst()
    {
        GraphBuilder b = new(4);
        Value x = b.Conv(b.Conv(b.Input(1, 6, 6, 3), 6, activation: Clamp.Relu), 6), spoilt = x;
        x = b.Add(new FullyConnected(false, Clamp.None), b.Add(new Reduce(ReduceKind.Mean, [1, 2], false), b.Conv(x, 4)), b.Random(-1, 1, 3, 4), null);
        Graph graph = b.Build(x);
        Scale(graph.Nodes[1], 1, 0, 1000);
        Scale(graph.Nodes[1], 2, 0, 1000);
        Scale(graph.Nodes[2], 1, 3, 0);
        (IReadOnlyList<LayerSensitivity> layers, double whole) = Measure(graph, new QuantizeOptions());
        TestContext.Current.TestOutputHelper?.WriteLine($"whole {whole:0.0} dB; {string.Join("; ", layers)}");
        Assert.Equal((spoilt.Name, "Conv2D"), (layers[0].Name, layers[0].Op));
        Assert.True(layers[0].Result < layers[0].Weights - 20, layers[0].ToString());
        Assert.True(layers[1].Decibels > layers[0].Decibels + 10, layers[1].ToString());
        Assert.Equal(6, layers.Count);
        Assert.Null(layers.Single(layer => layer.Op == "Input").Weights);

        // Noise of one layer cannot be more than about what all of them make together.
        Assert.Equal(whole, layers[0].Decibels, 3d);
    }

    [Fact]
    public void AClassWithoutRealOutputsIsRefused()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Add(new ArgMax(1, false), b.Dense(b.Input(1, 6), 4)));
        Assert.Contains("no output of real numbers", Assert.Throws<ModelException>(() => Measure(graph, new QuantizeOptions())).Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<LayerSensitivity> Layers, double Whole) Measure(Graph graph, QuantizeOptions options)
    {
        Random random = new(3);
        MemorySamples samples = new([.. Enumerable.Range(0, 30).Select(_ => new[] { Enumerable.Range(0, graph.Inputs[0].Elements).Select(_ => random.NextSingle()).ToArray() })]);
        FloatToInt8.Prepare(graph, options);
        QuantizedModel model = FloatToInt8.Run(graph, samples, null, options, null, TestContext.Current.CancellationToken);
        IReadOnlyList<LayerSensitivity> layers = Sensitivity.Measure(graph, model, samples, TestContext.Current.CancellationToken);
        return (layers, QualityMeter.Measure(graph, model.Plan, samples, cancellation: TestContext.Current.CancellationToken).Decibels);
    }

    /// <summary>Multiplies what belongs to the first channel of an axis.</summary>
    private static void Scale(Node node, int input, int axis, float factor)
    {
        Value value = node.Input(input);
        int inner = value.Shape[(axis + 1)..].Aggregate(1, (a, b) => a * b);
        node.Inputs[input] = Value.Constant(value.Name, value.Shape, [.. value.Floats.ToArray().Select((number, i) => i / inner % value.Shape[axis] == 0 ? number * factor : number)]);
    }
}
