using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing.Tuning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Turns a float graph into an int8 graph by the TFLite 8-bit quantization specification: activations int8 per tensor with
/// a zero point, weights int8 symmetric, biases int32. The operators' rules decide which results share a scale. A state
/// starts as its quantized initial content and shares the scale of what it becomes.
/// </summary>
public sealed partial class Quantizer
{
    private readonly Graph _source;
    private readonly Graph _result;
    private readonly QuantizeOptions _options;
    private readonly Dictionary<Value, StoredAs> _stored;
    private readonly Dictionary<Value, Value> _values = [];
    private readonly Dictionary<(Value, ElementType, float, int), Value> _requantized = [];
    private readonly HashSet<string> _names = [];

    private readonly Dictionary<Value, ValueRange> _ranges;
    private readonly HashSet<Value> _used;
    private readonly HashSet<Node> _islands;
    private readonly WideValues _wide;
    private readonly Dictionary<Value, StoredAs> _narrow;
    private readonly Dictionary<Value, Value> _reals = [];

    private Quantizer(Graph source, IReadOnlyDictionary<Value, ValueRange> ranges, QuantizeOptions options)
    {
        _used = [.. source.Outputs, .. source.States.Select(state => state.Next), .. source.Nodes.SelectMany(node => node.Inputs).OfType<Value>()];
        _source = source;
        _islands = FloatIslands.Find(source);
        _options = options;
        _result = new Graph(source.Name);
        _ranges = Narrowed(source, ranges);
        _stored = ScaleGroups.Assign(source, _ranges);
        _wide = new WideValues(source, options.Int16, _islands);
        _narrow = _stored.ToDictionary();
        _wide.Widen(_stored, _ranges);
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
        _names.UnionWith(_source.Inputs.Concat(_source.States.Select(state => state.Current)).Concat(_source.Nodes.SelectMany(node => node.Outputs)).Select(value => value.Name));
        foreach (Value input in _source.Inputs)
        {
            AddInput(input);
        }

        foreach (State state in _source.States)
        {
            Copy(state.Current);
        }

        foreach (Node node in _source.Nodes)
        {
            Value[] outputs = [.. Results(node).Select(Copy)];
            Value?[] inputs = Operands(node);
            if (node.Op is IRandom random)
            {
                (Value current, Value next) = RandomState.AddTo(_result, random, Name, node.Name);
                (inputs, outputs) = ([.. inputs, current], [.. outputs, next]);
            }

            _result.Add(node.Name, node.Op, inputs, outputs);
        }

        foreach (Value output in _source.Outputs)
        {
            AddOutput(output);
        }

        foreach (State state in _source.States)
        {
            AddState(state);
        }

        foreach ((string key, string value) in _source.Metadata)
        {
            _result.Metadata[key] = value;
        }

        string weights = (_options.PerChannel ? "int8 per-channel" : "int8 per-tensor") + (_options.Equalize ? ", channels equalized" : string.Empty)
            + (_options.RoundByError ? ", rounded by error" : string.Empty) + (_options.CorrectBias ? ", biases corrected" : string.Empty)
            + (_options.Int16.Count > 0 ? $", {_options.Int16.Count} {(_options.Int16.Count == 1 ? "value" : "values")} int16" : string.Empty);
        _result.Metadata[MetadataKeys.Quantization] = _options.Calibration is { } calibration ? $"{weights}, {calibration}" : weights;
        return _result;
    }

    /// <summary>A fused activation leaves nothing outside its bounds, whatever calibration has seen.</summary>
    private static Dictionary<Value, ValueRange> Narrowed(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        Dictionary<Value, ValueRange> result = new(ranges);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is IActivated { Activation: { IsNone: false } clamp } && result.TryGetValue(node.Output, out ValueRange range))
            {
                result[node.Output] = new ValueRange(Math.Clamp(range.Min, clamp.Min, clamp.Max), Math.Clamp(range.Max, clamp.Min, clamp.Max));
            }
        }

        return result;
    }

    /// <summary>The results without those that only calibration looks at.</summary>
    private IEnumerable<Value> Results(Node node)
    {
        int[] traces = [.. node.Op.StateRules.Select(rule => rule.Trace)];
        return node.Outputs.Where((value, i) => !traces.Contains(i) || (_used.Contains(value)
            ? throw node.Error($"'{value.Name}' is for calibration only; use the sequence or the last state")
            : false));
    }

    private Value?[] Operands(Node node)
    {
        if (_islands.Contains(node))
        {
            return [.. node.Inputs.Select(input => input is null or { IsConstant: true } ? input : Real(_values[input]))];
        }

        if (node.Op.Weights is { } rule)
        {
            return LayerInputs(node, rule);
        }

        int[] weights = [.. RecurrentQuantizer.Rules(node.Op).SelectMany(gate => new[] { gate.Input, gate.Bias })];
        Value?[] inputs = [.. node.Inputs.Select((input, i) => weights.Contains(i) || node.Op.KeepsReals(i) ? input : Operand(node, i))];
        RecurrentQuantizer.QuantizeWeights(node, inputs, Name);
        return inputs;
    }

    private Value?[] LayerInputs(Node node, WeightRule rule)
    {
        Value?[] inputs = [.. node.Inputs];
        inputs[0] = Operand(node, 0);
        float inputScale = inputs[0]!.Quantization!.Scale, outputScale = _stored[node.Output].Parameters.Scale;
        bool perChannel = _options.PerChannel && (node.Op is not FullyConnected || _options.PerChannelFullyConnected);
        float[] scales = WeightQuantizer.Scales(node, rule, inputScale, outputScale, perChannel);
        Value weights = node.Input(rule.Input);
        inputs[rule.Input] = WeightQuantizer.Weights(weights, Name(weights.Name), rule.ChannelAxis, scales);
        LayerAdjustment? adjustment = _options.Adjustments.GetValueOrDefault(node);
        adjustment?.Weights?.AsSpan().CopyTo(MemoryMarshal.Cast<byte, sbyte>(inputs[rule.Input]!.Data.AsSpan()));
        Value? bias = node.OptionalInput(rule.Bias);
        if (adjustment?.Bias is { } corrected)
        {
            bias = Value.Constant(bias?.Name ?? node.Name + "/bias", [corrected.Length], corrected);
            inputs = [.. inputs, .. new Value?[Math.Max(0, rule.Bias + 1 - inputs.Length)]];
        }

        if (bias is not null)
        {
            inputs[rule.Bias] = WeightQuantizer.Bias(bias, Name(bias.Name), inputScale, scales, inputs[0]!.Type);
        }

        return inputs;
    }

    private Value? Operand(Node node, int index)
    {
        Value? input = node.Inputs[index];
        if (input is null)
        {
            return null;
        }

        bool isShared = node.Op.Rule.Kind == RuleKind.SameAsInputs || node.Op.SharedWithResult?.Input == index;
        int result = node.Op.StateRules.FirstOrDefault(rule => rule.Input == index)?.Output ?? (isShared ? 0 : -1);
        StoredAs? demanded = result < 0 ? node.Op.WideOperand == index || _wide.Contains(node) ? null : Narrow(input) : _stored.GetValueOrDefault(node.Outputs[result]);
        return As(input, demanded is null && _wide.Contains(node) ? Wide(input) : demanded ?? FromIsland(input));
    }

    /// <summary>What an operator on int16 demands of an operand that is stored otherwise.</summary>
    private StoredAs? Wide(Value value) => value switch
    {
        { IsConstant: true, Type: ElementType.Float32 } => WideValues.Of(QuantizationParameters.RangeOf(value)),
        _ when ScaleGroups.IsActivation(value) && _stored.GetValueOrDefault(value)?.Type != ElementType.Int16 => WideValues.Of(_ranges[value]),
        _ => null,
    };

    /// <summary>How an operator on integers stores what a node has computed in float.</summary>
    private StoredAs? FromIsland(Value value) => ScaleGroups.IsActivation(value) && !_stored.ContainsKey(value)
        ? new StoredAs(ElementType.Int8, QuantizationParameters.Asymmetric(_ranges[value].WithZero()))
        : null;

    /// <summary>A value of the quantized graph as floating-point numbers.</summary>
    private Value Real(Value value)
    {
        if (value.Quantization is null)
        {
            return value;
        }

        if (!_reals.TryGetValue(value, out Value? real))
        {
            real = new Value(Name(value.Name + "/real"), ElementType.Float32, value.Shape);
            _result.Add(real.Name, new Dequantize(), [value], real);
            _reals[value] = real;
        }

        return real;
    }

    /// <summary>What operators on int8 demand of a value that is kept in more than 8 bits: the form that it would have without that.</summary>
    private StoredAs? Narrow(Value value) => _stored.TryGetValue(value, out StoredAs? stored) && stored.Type != ElementType.Int8
        ? _narrow[value] is { Type: ElementType.Int8 } narrow ? narrow : new StoredAs(ElementType.Int8, QuantizationParameters.Asymmetric(_ranges[value].WithZero()))
        : null;

    /// <summary>A value in the quantized graph; stored as demanded where something is demanded.</summary>
    private Value As(Value source, StoredAs? demanded)
    {
        if (source.IsConstant)
        {
            return source.Type == ElementType.Float32
                ? QuantizationParameters.Constant(
                    source, Name(source.Name), demanded ?? new StoredAs(ElementType.Int8, QuantizationParameters.Asymmetric(QuantizationParameters.RangeOf(source))))
                : source;
        }

        Value value = _values[source];
        if (demanded is null || !ScaleGroups.IsActivation(source) || demanded.Fits(value))
        {
            return value;
        }

        (Value, ElementType, float, int) key = (value, demanded.Type, demanded.Parameters.Scale, demanded.Parameters.ZeroPoint);
        if (!_requantized.TryGetValue(key, out Value? result))
        {
            result = new Value(Name(value.Name + "/requantized"), demanded.Type, value.Shape) { Quantization = demanded.Parameters };
            _result.Add(result.Name, new Quantize(), [value], result);
            _requantized[key] = result;
        }

        return result;
    }

    private Value Copy(Value value)
    {
        StoredAs? stored = _stored.GetValueOrDefault(value);
        bool isKept = stored is not null && stored.Type != ElementType.Int8 && _source.Outputs.Contains(value);
        return _values[value] = new Value(isKept ? Name(value.Name + "/state") : value.Name, stored?.Type ?? value.Type, value.Shape) { Quantization = stored?.Parameters };
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
