using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing.Tuning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>The whole way from an imported float graph to the plan of an int8 model: rewrite, calibrate, quantize, plan.</summary>
public static class FloatToInt8
{
    /// <summary>Rewrites the graph in place into the form that <see cref="Run"/> expects.</summary>
    /// <param name="floatGraph">The imported graph.</param>
    /// <param name="options">The options that <see cref="Run"/> gets; none where null.</param>
    /// <exception cref="ModelException">A node cannot be quantized; its name, its operator and what to do.</exception>
    public static void Prepare(Graph floatGraph, QuantizeOptions? options = null)
    {
        options ??= new QuantizeOptions();
        LimitOutputs.Run(floatGraph, options.OutputLimits);
        PassPipeline.ForFloat(floatGraph);
        if (options.Equalize)
        {
            EqualizeChannels.Run(floatGraph);
        }

        Quantizer.CheckQuantizable(floatGraph);
    }

    /// <summary>Calibrates, quantizes and plans a graph after <see cref="Prepare"/>.</summary>
    /// <param name="floatGraph">The prepared graph.</param>
    /// <param name="data">Typical inputs.</param>
    /// <param name="calibration">How ranges are found; min-max where null.</param>
    /// <param name="options">How to quantize; its <see cref="QuantizeOptions.Calibration"/> is set from what calibration did.</param>
    /// <param name="progress">Told the number of samples done.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>The plan, and how it was made.</returns>
    /// <exception cref="ModelException">The samples do not fit the model, or a value cannot be quantized.</exception>
    public static QuantizedModel Run(
        Graph floatGraph,
        ICalibrationData data,
        CalibrationOptions? calibration = null,
        QuantizeOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        SpectrumBalance.Run(floatGraph, data, cancellation);
        CalibratedRanges ranges = Calibrator.Run(floatGraph, data, calibration, progress, cancellation);
        options = (options ?? new QuantizeOptions()) with { Calibration = ranges.Summary };
        IReadOnlyList<LayerChange> changes = [];
        if (options.CorrectBias || options.RoundByError)
        {
            (IReadOnlyDictionary<Node, LayerAdjustment> adjustments, changes) = LayerTuning.Run(floatGraph, ranges, options, data, cancellation);
            options = options with { Adjustments = adjustments };
        }

        Graph quantized = Quantizer.Quantize(floatGraph, ranges, options);
        return new QuantizedModel(PlanBuilder.Build(quantized), ranges.Samples) { Graph = quantized, Changes = changes };
    }

    /// <summary>
    /// Plans a graph after <see cref="Prepare"/> without calibration. Ranges that differ from value to value stand in for the
    /// calibrated ones, so that memory and kernel calls are those of <see cref="Run"/>; what the plan computes means nothing.
    /// </summary>
    /// <param name="floatGraph">The prepared graph.</param>
    /// <param name="options">How to quantize; none where null.</param>
    /// <exception cref="ModelException">A value cannot be quantized or planned.</exception>
    public static Plan PlanWithoutData(Graph floatGraph, QuantizeOptions? options = null)
    {
        Dictionary<Value, ValueRange> ranges = [];
        foreach (Value value in floatGraph.Inputs.Concat(floatGraph.States.Select(state => state.Current))
            .Concat(floatGraph.Nodes.SelectMany(node => node.Outputs)).Where(value => value.Type == ElementType.Float32))
        {
            float step = ranges.Count / 1024f;
            ranges.TryAdd(value, new ValueRange(-3 - step, 4 + (2 * step)));
        }

        return PlanBuilder.Build(Quantizer.Quantize(floatGraph, ranges, options));
    }
}

/// <summary>An int8 model that was made of a float graph.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Samples">How many calibration samples were seen.</param>
public sealed record QuantizedModel(Plan Plan, int Samples)
{
    /// <summary>The int8 graph that the plan was built from.</summary>
    public required Graph Graph { get; init; }

    /// <summary>What was done to layers besides rounding to the nearest integer, in the order of computation.</summary>
    public IReadOnlyList<LayerChange> Changes { get; init; } = [];
}
