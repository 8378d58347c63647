using EdgeDeep.Cli.Models;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Faces;

/// <summary>Where the face commands keep both models and the people they know.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="KeyFile">The key of the store, kept elsewhere.</param>
internal sealed record FaceFolder(string Folder, string KeyFile)
{
    /// <summary>The folder where none is named.</summary>
    public static string DefaultFolder => Path.Combine(DeviceTrust.State, "faces");

    /// <summary>The key file where none is named: not beside the store, so that a copy of that folder alone tells nothing.</summary>
    public static string DefaultKeyFile => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), Cli.Name, "faces.key");

    /// <summary>The detector's file.</summary>
    public string DetectorFile => Path.Combine(Folder, "detector.edge");

    /// <summary>The recognizer's file.</summary>
    public string RecognizerFile => Path.Combine(Folder, "recognizer.edge");

    /// <summary>The encrypted people.</summary>
    public FaceStore Store => new(Path.Combine(Folder, "people.faces"), KeyFile);

    /// <summary>Opens the detector.</summary>
    /// <param name="options">When boxes are faces.</param>
    public FaceDetector Detector(FaceDetectorOptions options) => Naming(DetectorFile, () => new FaceDetector(Load(DetectorFile), options));

    /// <summary>Opens the recognizer and the people whom it described.</summary>
    public (FaceRecognizer Recognizer, FaceGallery People) Recognizer()
    {
        Model model = Load(RecognizerFile);
        return (Naming(RecognizerFile, () => new FaceRecognizer(model)), Store.Read(FaceGallery.NameOf(model)));
    }

    private Model Load(string path) => File.Exists(path) ? LoadedModel.Load(path).Int8() : throw new CommandException(
        $"{Folder} holds no face models yet; make them of a folder with some photos of faces by '{Cli.Name} faces --prepare PHOTOS'.");

    private static T Naming<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }
}
