using System.Numerics.Tensors;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>A float graph that is watched while it runs: statistics of inputs, states and results.</summary>
internal sealed class Observation : IDisposable
{
    private readonly Graph _graph;
    private readonly CalibrationOptions _options;
    private readonly Dictionary<Value, IRangeStatistic> _statistics;
    private readonly FloatRunner _runner;
    private readonly FloatMemory _memory;
    private readonly IRangeStatistic?[] _outputs;

    public Observation(Graph graph, CalibrationOptions options)
    {
        (_graph, _options) = (graph, options);
        Value[] computed = [.. graph.Nodes.SelectMany(node => node.Outputs).Where(IsReal)];
        Value[] given = [.. graph.Inputs.Concat(graph.States.Select(state => state.Current)).Where(IsReal)];
        _statistics = given.Concat(computed).Distinct().ToDictionary(value => value, _ => Statistic(options));
        _runner = FloatRunner.ForGraph(graph, [.. computed.Except(graph.Outputs)], options.Threads);
        _memory = _runner.NewMemory();
        Dictionary<string, Value> byName = computed.ToDictionary(value => value.Name);
        _outputs = [.. _runner.OutputNames.Select(name => byName.TryGetValue(name, out Value? value) ? _statistics[value] : null)];
    }

    /// <summary>Number of samples so far.</summary>
    public int Samples { get; private set; }

    /// <summary>Forgets what the samples before have left in the graph's states.</summary>
    public void StartSequence() => _memory.Reset();

    /// <summary>Runs the sample that follows the one before.</summary>
    public void Run(float[][] sample)
    {
        ObserveGiven(sample);
        _runner.Run(sample, _memory, (index, values) =>
        {
            if (_outputs[index] is { } statistic && !statistic.TryAdd(values))
            {
                throw new ModelException($"'{_runner.OutputNames[index]}' of {_graph.Name} becomes infinite or not a number on calibration sample {Samples}; check the pre-processing and the model.");
            }
        });
        Samples++;
    }

    /// <summary>The ranges of everything that was seen.</summary>
    public CalibratedRanges Result() => new(_statistics.ToDictionary(pair => pair.Key, pair => pair.Value.Range), _options, Samples);

    public void Dispose() => _runner.Dispose();

    private static bool IsReal(Value value) => value.Type == ElementType.Float32;

    private void ObserveGiven(float[][] sample)
    {
        if (sample.Length != _graph.Inputs.Count)
        {
            throw new ModelException($"Calibration sample {Samples} has {sample.Length} arrays and {_graph.Name} takes {_graph.Inputs.Count}; give one for each input.");
        }

        for (int i = 0; i < sample.Length; i++)
        {
            Value input = _graph.Inputs[i];
            if (sample[i].Length != input.Elements)
            {
                throw new ModelException($"Calibration sample {Samples} has {sample[i].Length} elements for input '{input.Name}' and [{string.Join(',', input.Shape)}] needs {input.Elements}; make them fit.");
            }

            if (_statistics.TryGetValue(input, out IRangeStatistic? statistic) && !statistic.TryAdd(sample[i]))
            {
                throw new ModelException($"Calibration sample {Samples} holds an infinite number or NaN for input '{input.Name}'; remove or repair it.");
            }
        }

        for (int i = 0; i < _graph.States.Count; i++)
        {
            if (_statistics.TryGetValue(_graph.States[i].Current, out IRangeStatistic? statistic) && !statistic.TryAdd(_memory.Content(i)))
            {
                throw new ModelException($"The state '{_graph.States[i].Current.Name}' of {_graph.Name} is infinite or not a number before calibration sample {Samples}; check the pre-processing and the model.");
            }
        }
    }

    private static IRangeStatistic Statistic(CalibrationOptions options) => options.Method switch
    {
        CalibrationMethod.MinMax => new Extremes(),
        CalibrationMethod.MeanSquaredError => new Binned(new RangeHistogram(options.Bins), histogram => histogram.LeastSquares()),
        CalibrationMethod.Entropy => new Binned(new RangeHistogram(options.Bins), histogram => histogram.LeastDivergence()),
        _ => new Binned(new RangeHistogram(options.Bins), histogram => histogram.Percentile(options.Percent)),
    };

    private interface IRangeStatistic
    {
        ValueRange Range { get; }

        bool TryAdd(ReadOnlySpan<float> values);
    }

    private sealed class Extremes : IRangeStatistic
    {
        public ValueRange Range { get; private set; }

        public bool TryAdd(ReadOnlySpan<float> values)
        {
            ValueRange seen = new(TensorPrimitives.Min(values), TensorPrimitives.Max(values));
            Range = Range.Union(seen);
            return float.IsFinite(seen.Min) && float.IsFinite(seen.Max);
        }
    }

    private sealed class Binned(RangeHistogram histogram, Func<RangeHistogram, ValueRange> choose) : IRangeStatistic
    {
        public ValueRange Range => choose(histogram);

        public bool TryAdd(ReadOnlySpan<float> values) => histogram.TryAdd(values);
    }
}
