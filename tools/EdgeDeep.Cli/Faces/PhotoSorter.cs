using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Faces;

/// <summary>Finds out who is on which photo; strangers are told apart and numbered.</summary>
/// <param name="detector">Finds faces.</param>
/// <param name="recognizer">Describes them.</param>
/// <param name="people">Who is known.</param>
/// <param name="threshold">The least cosine of one person's faces.</param>
internal sealed class PhotoSorter(FaceDetector detector, FaceRecognizer recognizer, FaceGallery people, float threshold)
{
    private readonly List<Seen> _seen = [];

    private sealed record Seen(string Photo, Face Face, FaceMatch Match, float[] Description);

    /// <summary>Looks at the photos.</summary>
    /// <param name="context">The command.</param>
    /// <param name="photos">Picture files.</param>
    public FacesReport Sort(CommandContext context, IReadOnlyList<string> photos)
    {
        context.Terminal.Track("Looking at photos", photos.Count, tick =>
        {
            foreach (string photo in photos)
            {
                context.Stop.ThrowIfCancellationRequested();
                Look(photo);
                tick();
            }

            return true;
        });
        Seen[] strangers = [.. _seen.Where(seen => seen.Match.Name is null)];
        Dictionary<Seen, string> names = _seen.Where(seen => seen.Match.Name is not null).ToDictionary(seen => seen, seen => seen.Match.Name!);
        int number = 0;
        foreach (IReadOnlyList<int> group in FaceGroups.Of([.. strangers.Select(seen => seen.Description)], threshold))
        {
            number++;
            foreach (int index in group)
            {
                names.Add(strangers[index], $"unknown {number}");
            }
        }

        ILookup<string, Seen> byPhoto = _seen.ToLookup(seen => seen.Photo);
        return new FacesReport(
            [.. photos.Select(photo => new PhotoFaces(photo, [.. byPhoto[photo].Select(seen => Report(seen, names[seen]))]))],
            [.. _seen.GroupBy(seen => names[seen]).Select(group => new PersonPhotos(group.Key, group.First().Match.Name is not null, [.. group.Select(seen => seen.Photo).Distinct()]))
                .OrderByDescending(person => person.IsKnown).ThenByDescending(person => person.Photos.Count).ThenBy(person => person.IsKnown ? person.Person : string.Empty, StringComparer.Ordinal)]);
    }

    private void Look(string photo)
    {
        Picture picture = ImageReader.Read(photo);
        foreach (Face face in detector.Detect(picture))
        {
            float[] description = recognizer.Describe(picture, face);
            _seen.Add(new Seen(photo, face, people.Identify(description, threshold), description));
        }
    }

    private static FoundFace Report(Seen seen, string name) =>
        new(name, seen.Match.Name is not null, seen.Face.Score, seen.Match.Similarity, seen.Face.Left, seen.Face.Top, seen.Face.Right, seen.Face.Bottom);
}
