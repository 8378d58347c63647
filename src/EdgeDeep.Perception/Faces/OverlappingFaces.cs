namespace EdgeDeep.Perception.Faces;

/// <summary>Many boxes of one face become one: weighted non-maximum suppression.</summary>
internal static class OverlappingFaces
{
    /// <summary>Replaces every group of overlapping boxes by their mean, weighted by their scores.</summary>
    /// <param name="candidates">Boxes in any order.</param>
    /// <param name="overlap">Boxes of the same face have at least this intersection over union with its best one.</param>
    /// <returns>One face a group with the best score of the group, best first.</returns>
    public static List<Face> Merge(IEnumerable<Face> candidates, float overlap)
    {
        List<Face> faces = [], rest = [.. candidates.OrderByDescending(face => face.Score)];
        while (rest.Count > 0)
        {
            Face best = rest[0];
            Face[] same = [.. rest.Where(face => ReferenceEquals(face, best) || face.Overlap(best) >= overlap)];
            faces.Add(Mean(best, same));
            rest = [.. rest.Except(same)];
        }

        return faces;
    }

    private static Face Mean(Face best, Face[] same)
    {
        float total = same.Sum(face => face.Score);
        float Of(Func<Face, float> number) => same.Sum(face => face.Score * number(face)) / total;
        return new Face(
            best.Score, Of(face => face.Left), Of(face => face.Top), Of(face => face.Right), Of(face => face.Bottom),
            [.. best.KeyPoints.Select((_, i) => new FacePoint(Of(face => face.KeyPoints[i].X), Of(face => face.KeyPoints[i].Y)))]);
    }
}
