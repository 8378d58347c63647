using System.Numerics.Tensors;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Finds the range of every tensor by running the float graph in ONNX Runtime. Statistics are gathered as the samples
/// pass: memory holds the tensors of one sample and a fixed histogram for each tensor.
/// </summary>
public static class Calibrator
{
    /// <summary>Runs all samples.</summary>
    /// <param name="floatGraph">A float graph, best after <see cref="Passes.PassPipeline.ForFloat"/>.</param>
    /// <param name="data">The samples.</param>
    /// <param name="options">The method; min-max where null.</param>
    /// <param name="progress">Told the number of samples done after each one.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>A range that holds zero for each float input and each float result of a node.</returns>
    /// <exception cref="ModelException">There is no sample, one does not fit the model, or the model computes infinities from it.</exception>
    public static CalibratedRanges Run(
        Graph floatGraph,
        ICalibrationData data,
        CalibrationOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new CalibrationOptions();
        if (options.Method == CalibrationMethod.Percentile && options.Percent is not (> 0 and <= 100))
        {
            throw new ModelException($"A percentile of {options.Percent} keeps nothing; give a number above 0 and at most 100, such as 99.99.");
        }

        Value[] computed = [.. floatGraph.Nodes.SelectMany(node => node.Outputs).Where(value => value.Type == ElementType.Float32)];
        Value[] given = [.. floatGraph.Inputs.Where(value => value.Type == ElementType.Float32)];
        Dictionary<Value, IRangeStatistic> statistics = given.Concat(computed).Distinct().ToDictionary(value => value, _ => Statistic(options));
        using FloatRunner runner = FloatRunner.ForGraph(floatGraph, [.. computed.Except(floatGraph.Outputs)], options.Threads);
        Dictionary<string, Value> byName = computed.ToDictionary(value => value.Name);
        IRangeStatistic?[] outputs = [.. runner.OutputNames.Select(name => byName.TryGetValue(name, out Value? value) ? statistics[value] : null)];

        int samples = 0;
        foreach (float[][] sample in data.Samples())
        {
            cancellation.ThrowIfCancellationRequested();
            Observe(floatGraph, sample, samples, statistics);
            runner.Run(sample, (index, values) =>
            {
                if (outputs[index] is { } statistic && !statistic.TryAdd(values))
                {
                    throw new ModelException($"'{runner.OutputNames[index]}' of {floatGraph.Name} becomes infinite or not a number on calibration sample {samples}; check the pre-processing and the model.");
                }
            });
            samples++;
            progress?.Report(samples);
        }

        if (samples == 0)
        {
            throw new ModelException($"There is no calibration sample for {floatGraph.Name}; give at least one, better a few hundred.");
        }

        return new CalibratedRanges(statistics.ToDictionary(pair => pair.Key, pair => pair.Value.Range), options, samples);
    }

    private static void Observe(Graph graph, float[][] sample, int number, Dictionary<Value, IRangeStatistic> statistics)
    {
        if (sample.Length != graph.Inputs.Count)
        {
            throw new ModelException($"Calibration sample {number} has {sample.Length} arrays and {graph.Name} takes {graph.Inputs.Count}; give one for each input.");
        }

        for (int i = 0; i < sample.Length; i++)
        {
            Value input = graph.Inputs[i];
            if (sample[i].Length != input.Elements)
            {
                throw new ModelException($"Calibration sample {number} has {sample[i].Length} elements for input '{input.Name}' and [{string.Join(',', input.Shape)}] needs {input.Elements}; make them fit.");
            }

            if (statistics.TryGetValue(input, out IRangeStatistic? statistic) && !statistic.TryAdd(sample[i]))
            {
                throw new ModelException($"Calibration sample {number} holds an infinite number or NaN for input '{input.Name}'; remove or repair it.");
            }
        }
    }

    private static IRangeStatistic Statistic(CalibrationOptions options) => options.Method == CalibrationMethod.MinMax
        ? new Extremes()
        : new Percentiles(new RangeHistogram(options.Bins), options.Percent);

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

    private sealed class Percentiles(RangeHistogram histogram, double percent) : IRangeStatistic
    {
        public ValueRange Range => histogram.Percentile(percent);

        public bool TryAdd(ReadOnlySpan<float> values) => histogram.TryAdd(values);
    }
}
