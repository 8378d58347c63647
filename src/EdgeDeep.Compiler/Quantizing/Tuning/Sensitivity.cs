using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>What one layer costs: signal over noise of the float network's worst output when nothing but this is rounded to integers.</summary>
/// <param name="Name">Name of the layer's result, or of an input.</param>
/// <param name="Op">The operator that computes it; Input for an input.</param>
/// <param name="Weights">With only the layer's weights as integers; null where it has none, infinite where nothing differs.</param>
/// <param name="Result">With only the layer's result as integers; null where it shares its numbers with the operands, infinite where nothing differs.</param>
public sealed record LayerSensitivity(string Name, string Op, double? Weights, double? Result)
{
    /// <summary>The smaller of both.</summary>
    public double Decibels => Math.Min(Weights ?? double.PositiveInfinity, Result ?? double.PositiveInfinity);
}

/// <summary>
/// Finds the layers that cost most. The float network runs in ONNX Runtime once for each layer, with that layer's weights or
/// result rounded to the integers of the quantized network and everything else float.
/// </summary>
public static class Sensitivity
{
    // A ratio of energies needs few samples; there are two runs a layer.
    private const int MostSamples = 32;

    /// <summary>Measures every layer.</summary>
    /// <param name="floatGraph">The graph that was quantized, after <see cref="FloatToInt8.Run"/>.</param>
    /// <param name="model">The int8 model.</param>
    /// <param name="data">Typical inputs; 32 of them are used.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>The layers, those that cost most first.</returns>
    /// <exception cref="ModelException">The network has no output of real numbers, or a sample does not fit it.</exception>
    public static IReadOnlyList<LayerSensitivity> Measure(Graph floatGraph, QuantizedModel model, ICalibrationData data, CancellationToken cancellation = default)
    {
        if (!floatGraph.Outputs.Exists(ScaleGroups.IsActivation))
        {
            throw new ModelException($"{floatGraph.Name} has no output of real numbers that sensitivity could be measured at.");
        }

        TuningSamples samples = TuningSamples.Read(floatGraph, data, MostSamples, model.Samples);
        float[][][] expected = samples.FloatOutputs(floatGraph, cancellation);
        double Decibels(Graph rounded) => Worst(floatGraph, expected, samples.FloatOutputs(rounded, cancellation));

        Dictionary<string, Value> stored = [];
        foreach (Value value in model.Graph.Nodes.SelectMany(node => node.Outputs).Concat(model.Graph.Inputs).Where(value => value.Quantization is not null))
        {
            stored.TryAdd(value.Name, value);
        }

        Dictionary<string, Node> layers = [];
        foreach (Node node in model.Graph.Nodes.Where(node => node.Op.Weights is not null))
        {
            layers.TryAdd(node.Name, node);
        }

        List<LayerSensitivity> result = [];
        foreach (Value input in floatGraph.Inputs.Where(input => stored.ContainsKey(input.Name)))
        {
            result.Add(new LayerSensitivity(input.Name, "Input", null, Decibels(RoundedGraph.OfInput(floatGraph, input, stored[input.Name]))));
        }

        foreach (Node node in floatGraph.Nodes)
        {
            double? weights = layers.TryGetValue(node.Name, out Node? layer) && layer.Op == node.Op ? Decibels(RoundedGraph.OfWeights(floatGraph, node, layer)) : null;
            double? results = ScaleGroups.IsActivation(node.Output) && node.Op.Rule.Kind != Ops.RuleKind.SameAsInputs && stored.TryGetValue(node.Output.Name, out Value? value)
                ? Decibels(RoundedGraph.OfResult(floatGraph, node, value)) : null;
            if (weights is not null || results is not null)
            {
                result.Add(new LayerSensitivity(node.Output.Name, node.Op.Name, weights, results));
            }
        }

        return [.. result.OrderBy(layer => layer.Decibels)];
    }

    private static double Worst(Graph graph, float[][][] expected, float[][][] actual) =>
        Enumerable.Range(0, graph.Outputs.Count).Where(i => ScaleGroups.IsActivation(graph.Outputs[i])).Min(i => SignalToNoise.Decibels(
            [.. expected.SelectMany(outputs => outputs[i])], [.. actual.SelectMany(outputs => outputs[i])]));
}
