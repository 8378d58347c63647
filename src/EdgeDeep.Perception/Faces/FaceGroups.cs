namespace EdgeDeep.Perception.Faces;

/// <summary>Sorts faces by person without knowing anybody.</summary>
public static class FaceGroups
{
    /// <summary>
    /// Joins the two groups whose faces are most alike on average, until no two are alike enough (average linkage).
    /// </summary>
    /// <param name="descriptions">What <see cref="FaceRecognizer.Describe"/> gave, of some thousand faces at most.</param>
    /// <param name="threshold">The least mean cosine between the faces of two groups that become one.</param>
    /// <returns>Indices of faces by group, the largest group first; a face alone is a group, too.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<float[]> descriptions, float threshold = FaceGallery.DefaultThreshold)
    {
        List<List<int>> groups = [.. descriptions.Select((_, i) => new List<int> { i })];

        // The sum of a group's descriptions; the product of two sums is the sum of all cosines between them.
        List<float[]> sums = [.. descriptions.Select(description => (float[])description.Clone())];
        while (Nearest(groups, sums) is { } pair && pair.Mean >= threshold)
        {
            groups[pair.First].AddRange(groups[pair.Second]);
            for (int i = 0; i < sums[pair.First].Length; i++)
            {
                sums[pair.First][i] += sums[pair.Second][i];
            }

            groups.RemoveAt(pair.Second);
            sums.RemoveAt(pair.Second);
        }

        return [.. groups.OrderByDescending(group => group.Count).ThenBy(group => group.Min()).Select(group => (IReadOnlyList<int>)[.. group.Order()])];
    }

    private static (int First, int Second, float Mean)? Nearest(List<List<int>> groups, List<float[]> sums)
    {
        (int First, int Second, float Mean)? best = null;
        for (int i = 0; i < groups.Count; i++)
        {
            for (int j = i + 1; j < groups.Count; j++)
            {
                float mean = FaceRecognizer.Similarity(sums[i], sums[j]) / (groups[i].Count * groups[j].Count);
                if (best is not { } known || mean > known.Mean)
                {
                    best = (i, j, mean);
                }
            }
        }

        return best;
    }
}
