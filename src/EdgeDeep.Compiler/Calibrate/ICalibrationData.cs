namespace EdgeDeep.Compiler.Calibrate;

/// <summary>Typical inputs of a model, read one sample at a time, so that the size of the set does not matter.</summary>
public interface ICalibrationData
{
    /// <summary>
    /// The samples from the first to the last; can be asked for more than once. A sample holds one array for each graph
    /// input in graph order: the elements in row-major order of the input's shape, as real numbers after pre-processing.
    /// </summary>
    /// <exception cref="ModelException">A file is damaged or does not fit the model.</exception>
    IEnumerable<float[][]> Samples();

    /// <summary>
    /// The same samples as sequences of consecutive inferences, for a model that remembers: it starts anew with each of
    /// them. All samples are one sequence unless the data says otherwise. A sequence is read to its end before the next one.
    /// </summary>
    /// <exception cref="ModelException">A file is damaged or does not fit the model.</exception>
    IEnumerable<IEnumerable<float[][]>> Sequences() => [Samples()];

    /// <summary>How many samples there are; null where that is known only at the end.</summary>
    int? Count { get; }
}
