namespace EdgeDeep.Perception.Preprocessing;

/// <summary>A table that holds exactly one sample to a tensor; <see cref="TableSamples"/> reads tables of many.</summary>
internal sealed class TablePreprocessor(TableSpec spec, int[] inputShape) : Preprocessor(spec, inputShape)
{
    private readonly int[] _shape = inputShape;

    /// <inheritdoc/>
    public override void FileToTensor(string path, Span<float> tensor)
    {
        TableSamples samples = TableSamples.Read(path, (TableSpec)Spec, _shape);
        if (samples.Inputs is not [{ } only])
        {
            throw new InputException($"{path}: holds {samples.Inputs.Count} samples where one is needed; keep the rows of one.");
        }

        only.CopyTo(Checked(tensor));
    }
}
