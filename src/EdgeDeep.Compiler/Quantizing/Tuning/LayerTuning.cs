using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>
/// Adjusts the layers of a quantized network one after the other, each on the data that the int8 layers before it give:
/// <see cref="ErrorRounding"/>, then the bias, so that each output channel has the mean that it has in the float network.
/// Bias correction: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019, empirical.
/// </summary>
internal sealed class LayerTuning
{
    /// <summary>Memory holds the inputs of so many samples; means and moments settle before.</summary>
    private const int MostSamples = 64;

    private readonly Graph _graph;
    private readonly IReadOnlyDictionary<Value, ValueRange> _ranges;
    private readonly QuantizeOptions _options;
    private readonly TuningSamples _samples;
    private readonly Dictionary<Node, LayerAdjustment> _adjustments = [];
    private readonly List<LayerChange> _changes = [];

    private LayerTuning(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges, QuantizeOptions options, TuningSamples samples) =>
        (_graph, _ranges, _options, _samples) = (graph, ranges, options, samples);

    /// <summary>Finds the adjustments that the options ask for.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="ranges">Its calibrated ranges.</param>
    /// <param name="options">How it is quantized.</param>
    /// <param name="data">Typical inputs; 64 of them are used.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>Adjustments by layer, and what they are.</returns>
    public static (IReadOnlyDictionary<Node, LayerAdjustment> Adjustments, IReadOnlyList<LayerChange> Changes) Run(
        Graph graph, CalibratedRanges ranges, QuantizeOptions options, ICalibrationData data, CancellationToken cancellation)
    {
        HashSet<Node> islands = FloatIslands.Find(graph);
        (Node Node, LayerGeometry Layer)[] layers =
            [.. graph.Nodes.Where(node => !islands.Contains(node)).Select(node => (node, LayerGeometry.Of(node)!)).Where(pair => pair.Item2 is not null)];
        LayerTuning tuning = new(graph, ranges, options, TuningSamples.Read(graph, data, MostSamples, ranges.Samples));
        double[][] means = options.CorrectBias ? tuning._samples.FloatMeans(graph, layers, cancellation) : [];
        for (int i = 0; i < layers.Length; i++)
        {
            tuning.Adjust(layers[i].Node, layers[i].Layer, options.CorrectBias ? means[i] : null, cancellation);
        }

        return (tuning._adjustments, tuning._changes);
    }

    private void Adjust(Node node, LayerGeometry layer, double[]? floatMean, CancellationToken cancellation)
    {
        Graph quantized = Quantizer.Quantize(_graph, _ranges, _options with { Adjustments = _adjustments });
        Node stored = quantized.Nodes.First(other => other.Name == node.Name && other.Op == node.Op);
        Value weights = stored.Input(node.Op.Weights!.Input);
        float[] scales = weights.Quantization!.Scales;
        InputMoments moments = new(layer, _options.RoundByError ? _samples.Count : 0);
        _samples.Int8Inputs(PlanBuilder.Build(quantized), stored, moments.Add, cancellation);

        sbyte[] rounded = weights.Int8s.ToArray();
        double? gain = null;
        if (_options.RoundByError)
        {
            (rounded, double before, double after) = ErrorRounding.Round(layer, node.Input(1).Floats, scales, rounded, moments);
            gain = after > 0 ? 10 * Math.Log10(before / after) : 0;
        }

        float[]? bias = floatMean is null ? null : Bias(node, layer, floatMean, moments.Mean, rounded, scales);
        _adjustments[node] = new LayerAdjustment(_options.RoundByError ? rounded : null, bias);
        _changes.Add(new LayerChange(node.Output.Name, gain, bias is null ? null : Shift(node, bias)));
    }

    /// <summary>The bias that gives each channel the mean of the float network, before any activation.</summary>
    private static float[] Bias(Node node, LayerGeometry layer, double[] floatMean, double[] int8Mean, sbyte[] stored, float[] scales)
    {
        ReadOnlySpan<float> weights = node.Input(1).Floats;
        float[] bias = Original(node, layer);
        for (int output = 0; output < bias.Length; output++)
        {
            double scale = scales[scales.Length == 1 ? 0 : output], error = 0;
            for (int tap = 0; tap < layer.Taps; tap++)
            {
                int index = layer.WeightIndex(output, tap), place = layer.PatchIndex(layer.GroupOf(output), tap);
                error += (weights[index] * floatMean[place]) - (stored[index] * scale * int8Mean[place]);
            }

            bias[output] += (float)error;
        }

        return bias;
    }

    private static float[] Original(Node node, LayerGeometry layer) =>
        node.OptionalInput(node.Op.Weights!.Bias) is { } bias ? bias.Floats.ToArray() : new float[layer.Outputs];

    private double Shift(Node node, float[] bias)
    {
        ValueRange range = _ranges[node.Output];
        double width = (double)range.Max - range.Min;
        float[] before = Original(node, LayerGeometry.Of(node)!);
        return width > 0 ? bias.Zip(before, (a, b) => Math.Abs((double)a - b)).Max() / width : 0;
    }
}
