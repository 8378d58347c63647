using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Perception.Faces;

namespace EdgeDeep.Cli.Faces;

/// <summary>All pairs of photos of known people: how well one threshold tells them apart.</summary>
internal static class PairComparison
{
    /// <summary>Compares them.</summary>
    /// <param name="context">The command.</param>
    /// <param name="detector">Finds the largest face of each photo.</param>
    /// <param name="recognizer">Describes it.</param>
    /// <param name="folder">A folder for each person.</param>
    /// <param name="threshold">The threshold that is judged; null takes the one for the rate.</param>
    /// <param name="rate">The wanted false-accept rate; null for none.</param>
    public static (PairsReport Report, IReadOnlyList<(float Threshold, double FalseAccepts, double TrueAccepts)> Curve) Run(
        CommandContext context, FaceDetector detector, FaceRecognizer recognizer, string folder, float? threshold, double? rate)
    {
        IReadOnlyList<(string Person, float[] Face)> faces = PeoplePhotos.Describe(context, detector, recognizer, folder);
        List<float> same = [], other = [];
        for (int i = 0; i < faces.Count; i++)
        {
            for (int j = i + 1; j < faces.Count; j++)
            {
                (faces[i].Person == faces[j].Person ? same : other).Add(FaceRecognizer.Similarity(faces[i].Face, faces[j].Face));
            }
        }

        if (same.Count == 0 || other.Count == 0)
        {
            throw new CommandException($"{folder} gives {same.Count} pairs of one person and {other.Count} of two; give at least two people with two photos each, a folder for each person.");
        }

        float chosen = rate is { } wanted ? FaceThreshold.For(other, wanted) : threshold ?? FaceGallery.DefaultThreshold;
        return (new PairsReport(
            same.Count, other.Count, same.Min(), other.Max(), chosen,
            same.Count(similarity => similarity >= chosen) / (double)same.Count, other.Count(similarity => similarity >= chosen) / (double)other.Count), FaceThreshold.Curve(same, other));
    }
}
