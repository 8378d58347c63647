using System.Globalization;

namespace EdgeDeep.Training.Own;

/// <summary>Makes every class count the same in training, however many samples it has.</summary>
public static class Balance
{
    /// <summary>A pass over less would be a few steps only.</summary>
    public const int SmallestPass = 1000;

    /// <summary>The samples of one training pass: every sample at least once, those of rarer classes more often.</summary>
    /// <param name="labels">Class of each sample; every class occurs.</param>
    /// <returns>Indices into <paramref name="labels"/>, as many of each class.</returns>
    public static int[] Pass(IReadOnlyList<int> labels)
    {
        int[][] classes = [.. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        int each = Math.Max(classes.Max(samples => samples.Length), (SmallestPass + classes.Length - 1) / classes.Length);
        return [.. classes.SelectMany(samples => Enumerable.Range(0, each).Select(i => samples[i % samples.Length]))];
    }

    /// <summary>One sentence on the sizes of the classes.</summary>
    /// <param name="labels">Class of each training sample.</param>
    /// <param name="names">Class names.</param>
    public static string Describe(IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        int[] counts = [.. names.Select((_, label) => labels.Count(l => l == label))];
        string sizes = string.Join(", ", names.Select((name, label) => $"{name} {counts[label]}"));
        string even = counts.Max() >= 1.5 * counts.Min()
            ? string.Create(CultureInfo.InvariantCulture, $"; classes differ by a factor of {(double)counts.Max() / counts.Min():0.0}, so samples of the rarer ones are drawn more often until all classes count the same")
            : string.Empty;
        string few = counts.Min() < 10 ? $"; {counts.Min()} samples of a class are few, expect little" : string.Empty;
        return $"to learn from: {sizes}{even}{few}";
    }
}
