using EdgeDeep.Cli.Commands;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Faces;

/// <summary>Photos in a folder for each person.</summary>
internal static class PeoplePhotos
{
    /// <summary>Describes the largest face of each photo; photos without one are told and left out.</summary>
    public static IReadOnlyList<(string Person, float[] Face)> Describe(CommandContext context, FaceDetector detector, FaceRecognizer recognizer, string folder)
    {
        List<(string, float[])> faces = [];
        foreach (ClassFile file in ClassFolders.Open(folder, SupportedFiles.Pictures).Files)
        {
            context.Stop.ThrowIfCancellationRequested();
            Picture picture = ImageReader.Read(file.Path);
            if (detector.Detect(picture).MaxBy(face => face.Width * face.Height) is { } face)
            {
                faces.Add((file.ClassName, recognizer.Describe(picture, face)));
            }
            else
            {
                context.Say("warning", $"{file.Path}: no face was found; the photo is left out.");
            }
        }

        return faces;
    }

    /// <summary>Photos that are told rightly: known people by their name, all others as unknown.</summary>
    public static int Right(FaceGallery people, IReadOnlyList<(string Person, float[] Face)> photos) =>
        photos.Count(photo => people.Identify(photo.Face).Name == (people.People.ContainsKey(photo.Person) ? photo.Person : null));
}
