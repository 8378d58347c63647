using EdgeDeep.Perception;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Training.Data;

/// <summary>Rows of numbers with a class each.</summary>
/// <param name="Inputs">The numbers of every row.</param>
/// <param name="Labels">The class of every row, an index into the labels.</param>
public sealed record TableData(IReadOnlyList<float[]> Inputs, IReadOnlyList<int> Labels)
{
    /// <summary>Reads a comma-separated table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">Which columns are the input, and which one the class.</param>
    /// <param name="labels">Class names in output order.</param>
    /// <exception cref="InputException">The file cannot be read, has no column of classes, or a class that is no label.</exception>
    public static TableData Read(string path, TableSpec spec, IReadOnlyList<string> labels)
    {
        TableSamples samples = TableSamples.Read(path, spec, [1, spec.ColumnNames.Length]);
        if (samples.Labels is null)
        {
            throw new InputException($"{path}: has no column '{spec.Label}' with the classes; add it.");
        }

        int unknown = samples.Labels.ToList().FindIndex(label => !labels.Contains(label));
        return unknown < 0
            ? new TableData(samples.Inputs, [.. samples.Labels.Select(label => labels.ToList().IndexOf(label))])
            : throw new InputException($"{samples.Names[unknown]}: has the class '{samples.Labels[unknown]}'; the classes are {string.Join(", ", labels)}.");
    }

    /// <summary>The rows of one part; equal rows are in the same part, and parts never move.</summary>
    /// <param name="part">Which.</param>
    /// <param name="validationPercent">Size of the validation part.</param>
    /// <param name="testPercent">Size of the test part.</param>
    public TableData Of(Part part, int validationPercent, int testPercent)
    {
        int[] chosen = [.. Enumerable.Range(0, Labels.Count).Where(i => PartOf(i) == part)];
        return new TableData([.. chosen.Select(i => Inputs[i])], [.. chosen.Select(i => Labels[i])]);

        Part PartOf(int row)
        {
            int percent = StableHash.Percent(string.Join(' ', Inputs[row].Select(value => FormattableString.Invariant($"{value}"))));
            return percent < testPercent ? Part.Test : percent < testPercent + validationPercent ? Part.Validation : Part.Train;
        }
    }
}
