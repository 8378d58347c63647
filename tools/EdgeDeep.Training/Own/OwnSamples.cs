using EdgeDeep.Training.Data;
using EdgeDeep.Training.Recipes;

namespace EdgeDeep.Training.Own;

/// <summary>A user's samples and the part that each belongs to.</summary>
/// <param name="Source">All samples.</param>
/// <param name="Parts">The part of each sample.</param>
/// <param name="Labels">Class names.</param>
public sealed record OwnSamples(SampleSource Source, IReadOnlyList<Part> Parts, IReadOnlyList<string> Labels)
{
    private const int CalibrationBytes = 190_000, FewestCalibrated = 50, FewSamples = 200;

    /// <summary>Most samples that are calibrated on.</summary>
    public int MostCalibrated { get; init; } = FewSamples;

    /// <summary>The parts as training takes them: a balanced training pass, the others as they are.</summary>
    /// <param name="inputElements">Values of an input; larger ones are calibrated on fewer samples.</param>
    public DataParts ToParts(int inputElements)
    {
        int[] train = Of(Part.Train);
        int[] pass = [.. Balance.Pass([.. train.Select(Source.LabelOf)]).Select(i => train[i])];
        int calibrated = Math.Clamp(CalibrationBytes / (inputElements * sizeof(float)), FewestCalibrated, MostCalibrated);
        return new DataParts(
            new Subset(Source, pass), new Subset(Source, Of(Part.Validation)), [("test", new Subset(Source, Of(Part.Test)))], new Subset(Source, Spread(train, calibrated)));
    }

    /// <summary>What is said about the data, a line each.</summary>
    /// <param name="grouping">How it was split.</param>
    /// <param name="kind">What a sample is, in the plural.</param>
    public IReadOnlyList<string> Describe(string grouping, string kind) =>
    [
        $"{grouping}; {Of(Part.Train).Length} {kind} to learn from, {Of(Part.Validation).Length} for validation, {Of(Part.Test).Length} for the test",
        Balance.Describe([.. Of(Part.Train).Select(Source.LabelOf)], Labels),
    ];

    private int[] Of(Part part) => [.. Enumerable.Range(0, Parts.Count).Where(i => Parts[i] == part)];

    /// <summary>Samples of all classes at even distances.</summary>
    private int[] Spread(int[] samples, int count)
    {
        int[] ordered = [.. samples.OrderBy(Source.LabelOf)];
        return count >= ordered.Length ? ordered : [.. Enumerable.Range(0, count).Select(i => ordered[(int)((long)i * ordered.Length / count)])];
    }
}
