using EdgeDeep.Perception;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Own;

/// <summary>
/// Splits samples into parts, 70 % to learn from, 15 % each for validation and test: a group is in one part only, and every
/// class is in every part, as near to these shares as the groups allow. The same samples are always split the same way.
/// </summary>
public static class GroupSplit
{
    private const double ShareOfEach = 0.15;
    private const int Parts = 3;

    /// <summary>Assigns groups to parts, large ones first, each to the part that lacks its classes most.</summary>
    /// <param name="samples">Class and group of each sample.</param>
    /// <param name="labels">Class names, for messages.</param>
    /// <returns>The part of each sample.</returns>
    /// <exception cref="InputException">A class has fewer than three groups, or cannot be in every part.</exception>
    public static Part[] Of(IReadOnlyList<(int Label, string Group)> samples, IReadOnlyList<string> labels)
    {
        CheckGroups(samples, labels);
        double[][] wanted = [.. labels.Select((_, label) => Wanted(samples.Count(sample => sample.Label == label)))];
        double[][] lacks = [.. wanted.Select(parts => parts.ToArray())];
        Dictionary<string, Part> assigned = [];
        foreach (IGrouping<string, (int Label, string Group)> group in samples.GroupBy(sample => sample.Group)
            .OrderByDescending(group => group.Count()).ThenBy(group => StableHash.Hex(group.Key), StringComparer.Ordinal))
        {
            double Need(int part) => group.Sum(sample => lacks[sample.Label][part] / wanted[sample.Label][part]);
            int best = Enumerable.Range(0, Parts).MaxBy(Need);
            assigned[group.Key] = (Part)best;
            foreach ((int label, _) in group)
            {
                lacks[label][best]--;
            }
        }

        Part[] result = [.. samples.Select(sample => assigned[sample.Group])];
        CheckParts(samples, labels, result);
        return result;
    }

    /// <summary>Samples that each part should have of a class: at least one.</summary>
    private static double[] Wanted(int count)
    {
        double each = Math.Max(1, count * ShareOfEach);
        return [Math.Max(1, count - (2 * each)), each, each];
    }

    private static void CheckGroups(IReadOnlyList<(int Label, string Group)> samples, IReadOnlyList<string> labels)
    {
        for (int label = 0; label < labels.Count; label++)
        {
            int groups = samples.Where(sample => sample.Label == label).Select(sample => sample.Group).Distinct().Count();
            if (groups < Parts)
            {
                throw new InputException($"class '{labels[label]}' has {(groups == 1 ? "one sample or group" : $"{groups} samples or groups")} only and needs at least {Parts}, so that training, validation and test get one each; add samples of it.");
            }
        }
    }

    private static void CheckParts(IReadOnlyList<(int Label, string Group)> samples, IReadOnlyList<string> labels, Part[] parts)
    {
        for (int label = 0; label < labels.Count; label++)
        {
            foreach (Part part in Enum.GetValues<Part>())
            {
                if (!Enumerable.Range(0, parts.Length).Any(i => samples[i].Label == label && parts[i] == part))
                {
                    throw new InputException($"class '{labels[label]}' cannot be in training, validation and test at once, because few groups hold most of the data; add samples of other groups, or choose finer groups.");
                }
            }
        }
    }
}
