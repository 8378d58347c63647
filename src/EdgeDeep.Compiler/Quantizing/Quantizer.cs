using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Turns a float graph into an int8 graph by the TFLite 8-bit quantization specification: activations int8 per tensor with
/// a zero point, weights int8 symmetric, biases int32. The operators' rules decide which results share a scale.
/// </summary>
public sealed class Quantizer
{
    private readonly Graph _source;
    private readonly Graph _result;
    private readonly QuantizeOptions _options;
    private readonly Dictionary<Value, Quantization> _parameters;
    private readonly Dictionary<Value, Value> _values = [];
    private readonly Dictionary<(Value, float, int), Value> _requantized = [];
    private readonly HashSet<string> _names = [];
    private readonly RecurrentQuantizer _recurrent;

    private Quantizer(Graph source, IReadOnlyDictionary<Value, ValueRange> ranges, QuantizeOptions options)
    {
        _source = source;
        _options = options;
        _result = new Graph(source.Name);
        _recurrent = new RecurrentQuantizer(_result, ranges, Name);
        _parameters = ScaleGroups.Assign(source, Adjusted(source, ranges));
    }

    /// <summary>Checks that every node can be quantized, which is worth knowing before calibration starts.</summary>
    /// <exception cref="ModelException">The first node that cannot be, with its operator and what to do.</exception>
    public static void CheckQuantizable(Graph graph) => Int8Support.Check(graph);

    /// <summary>Quantizes a float graph.</summary>
    /// <param name="floatGraph">The graph after <see cref="Passes.PassPipeline.ForFloat"/>; it is not altered.</param>
    /// <param name="ranges">The range of each input and each result; those of <see cref="Calibrator.Run"/>.</param>
    /// <param name="options">Per channel with int8 inputs and outputs where null.</param>
    /// <returns>A new graph with the same names and metadata, and one line about the quantization.</returns>
    /// <exception cref="ModelException">A node cannot be quantized, or a value has no range.</exception>
    public static Graph Quantize(Graph floatGraph, IReadOnlyDictionary<Value, ValueRange> ranges, QuantizeOptions? options = null)
    {
        CheckQuantizable(floatGraph);
        return new Quantizer(floatGraph, ranges, options ?? new QuantizeOptions()).Run();
    }

    private Graph Run()
    {
        // Names of the caller's side stay; what is added gets other ones.
        _names.UnionWith(_source.Inputs.Concat(_source.Nodes.SelectMany(node => node.Outputs)).Select(value => value.Name));
        HashSet<Value> used = [.. _source.Outputs, .. _source.Nodes.SelectMany(node => node.Inputs).OfType<Value>()];
        foreach (Value input in _source.Inputs)
        {
            AddInput(input);
        }

        foreach (Node node in _source.Nodes)
        {
            Value[] outputs = [.. node.Outputs.Select(Copy)];
            if (node.Op is Gru or Lstm)
            {
                _recurrent.Add(node, i => Operand(node, node.Input(i))!, [.. outputs.Select((output, i) => i == 0 || used.Contains(node.Outputs[i]) ? output : null)]);
                continue;
            }

            Value?[] inputs = node.Op.Weights is { } rule ? LayerInputs(node, rule) : [.. node.Inputs.Select(input => Operand(node, input))];
            _result.Add(node.Name, node.Op, inputs, outputs);
        }

        foreach (Value output in _source.Outputs)
        {
            AddOutput(output);
        }

        foreach ((string key, string value) in _source.Metadata)
        {
            _result.Metadata[key] = value;
        }

        string weights = _options.PerChannel ? "int8 per-channel" : "int8 per-tensor";
        _result.Metadata[MetadataKeys.Quantization] = _options.Calibration is { } calibration ? $"{weights}, {calibration}" : weights;
        return _result;
    }

    /// <summary>
    /// A fused activation leaves nothing outside its bounds, whatever calibration has seen. An LSTM's first hidden state has the
    /// scale of its results, however far they stay below it.
    /// </summary>
    private static Dictionary<Value, ValueRange> Adjusted(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        Dictionary<Value, ValueRange> result = new(ranges);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is IActivated { Activation: { IsNone: false } clamp } && result.TryGetValue(node.Output, out ValueRange range))
            {
                result[node.Output] = new ValueRange(Math.Clamp(range.Min, clamp.Min, clamp.Max), Math.Clamp(range.Max, clamp.Min, clamp.Max));
            }
            else if (node.Op is Lstm && result.TryGetValue(node.Output, out range))
            {
                Value hidden = node.Input(Lstm.Hidden);
                result[node.Output] = range.Union(hidden.IsConstant ? QuantizationParameters.RangeOf(hidden) : result.GetValueOrDefault(hidden));
            }
        }

        return result;
    }

    private Value?[] LayerInputs(Node node, WeightRule rule)
    {
        Value?[] inputs = [.. node.Inputs];
        inputs[0] = Operand(node, node.Input(0));
        float inputScale = inputs[0]!.Quantization!.Scale, outputScale = _parameters[node.Output].Scale;
        bool perChannel = _options.PerChannel && (node.Op is not FullyConnected || _options.PerChannelFullyConnected);
        float[] scales = WeightQuantizer.Scales(node, rule, inputScale, outputScale, perChannel);
        Value weights = node.Input(rule.Input);
        inputs[rule.Input] = WeightQuantizer.Weights(weights, Name(weights.Name), rule.ChannelAxis, scales);
        if (node.OptionalInput(rule.Bias) is { } bias)
        {
            inputs[rule.Bias] = WeightQuantizer.Bias(bias, Name(bias.Name), inputScale, scales);
        }

        return inputs;
    }

    private Value? Operand(Node node, Value? input)
    {
        if (input is null)
        {
            return null;
        }

        Quantization? demanded = node.Op.Rule.Kind == RuleKind.SameAsInputs && _parameters.TryGetValue(node.Output, out Quantization? shared) ? shared : null;
        if (input.IsConstant)
        {
            return input.Type == ElementType.Float32
                ? QuantizationParameters.Constant(
                    input, Name(input.Name), demanded ?? QuantizationParameters.Asymmetric(QuantizationParameters.RangeOf(input)))
                : input;
        }

        Value value = _values[input];
        return demanded is null || value.Quantization is null || value.Quantization.SameAs(demanded) ? value : Requantized(value, demanded);
    }

    private Value Requantized(Value value, Quantization demanded)
    {
        (Value, float, int) key = (value, demanded.Scale, demanded.ZeroPoint);
        if (!_requantized.TryGetValue(key, out Value? result))
        {
            result = new Value(Name(value.Name + "/requantized"), ElementType.Int8, value.Shape) { Quantization = demanded };
            _result.Add(result.Name, new Quantize(), [value], result);
            _requantized[key] = result;
        }

        return result;
    }

    private void AddInput(Value input)
    {
        Value inner = Copy(input);
        if (!_options.FloatInputs || inner.Quantization is null)
        {
            _result.Inputs.Add(inner);
            return;
        }

        Value outer = new(input.Name, ElementType.Float32, input.Shape);
        inner.Name = Name(input.Name + "/int8");
        _result.Inputs.Add(outer);
        _result.Add(inner.Name, new Quantize(), [outer], inner);
    }

    private void AddOutput(Value output)
    {
        if (output.IsConstant)
        {
            // Numbers that never change are given out as they are.
            _result.Outputs.Add(output);
            return;
        }

        Value inner = _values[output];
        int passed = _source.Inputs.IndexOf(output), repeated = _source.Outputs.IndexOf(output);
        if (!_options.FloatOutputs || inner.Quantization is null)
        {
            _result.Outputs.Add(inner);
        }
        else if (repeated < _result.Outputs.Count)
        {
            _result.Outputs.Add(_result.Outputs[repeated]);
        }
        else if (passed >= 0 && _options.FloatInputs)
        {
            _result.Outputs.Add(_result.Inputs[passed]);
        }
        else
        {
            Value outer = new(passed >= 0 ? Name(output.Name + "/float") : output.Name, ElementType.Float32, output.Shape);
            if (passed < 0)
            {
                inner.Name = Name(output.Name + "/int8");
            }

            _result.Outputs.Add(outer);
            _result.Add(outer.Name, new Dequantize(), [inner], outer);
        }
    }

    private Value Copy(Value value)
    {
        bool isReal = _parameters.TryGetValue(value, out Quantization? parameters);
        return _values[value] = new Value(value.Name, isReal ? ElementType.Int8 : value.Type, value.Shape) { Quantization = parameters };
    }

    private string Name(string name)
    {
        string candidate = name;
        for (int i = 2; !_names.Add(candidate); i++)
        {
            candidate = $"{name}.{i}";
        }

        return candidate;
    }
}
