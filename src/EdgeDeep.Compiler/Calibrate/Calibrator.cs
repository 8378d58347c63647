using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Finds the range of every tensor by running the float graph in ONNX Runtime. Statistics are gathered as the samples
/// pass: memory holds the tensors of one sample and a fixed histogram for each tensor. A graph with state runs through
/// consecutive samples with its state fed back, and from the initial state at the start of each sequence.
/// </summary>
public static class Calibrator
{
    /// <summary>Runs all samples.</summary>
    /// <param name="floatGraph">A float graph, best after <see cref="Passes.PassPipeline.ForFloat"/>.</param>
    /// <param name="data">The samples.</param>
    /// <param name="options">The method; min-max where null.</param>
    /// <param name="progress">Told the number of samples done after each one.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>A range that holds zero for each float input, each float state and each float result of a node.</returns>
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

        using Observation observation = new(floatGraph, options);
        foreach (IEnumerable<float[][]> sequence in data.Sequences())
        {
            observation.StartSequence();
            foreach (float[][] sample in sequence)
            {
                cancellation.ThrowIfCancellationRequested();
                observation.Run(sample);
                progress?.Report(observation.Samples);
            }
        }

        return observation.Samples > 0
            ? observation.Result()
            : throw new ModelException($"There is no calibration sample for {floatGraph.Name}; give at least one, better a few hundred.");
    }
}
