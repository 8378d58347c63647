using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Live;

/// <summary>What was seen on a picture.</summary>
/// <param name="Labels">Names without repetition: people, or the class.</param>
/// <param name="Best">The largest probability or similarity of each label.</param>
/// <param name="Drawing">Boxes and words.</param>
internal sealed record Sight(IReadOnlyList<string> Labels, IReadOnlyList<float> Best, IReadOnlyList<Annotation> Drawing)
{
    /// <summary>Who has just unlocked; null for nobody.</summary>
    public string? Unlocked { get; init; }
}

/// <summary>Looks at pictures one after another.</summary>
internal interface IPictureReader
{
    /// <summary>Kind of what it sees: <c>face</c> or <c>class</c>.</summary>
    string Kind { get; }

    /// <summary>Looks at a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="seconds">Its time.</param>
    Sight Read(Picture picture, double seconds);
}

/// <summary>Faces, named where they are known.</summary>
internal sealed class FaceReader(FaceDetector detector, FaceRecognizer? recognizer, FaceGallery? people, float threshold, FaceUnlock? unlock = null) : IPictureReader
{
    private const string Unknown = "unknown";

    public string Kind => "face";

    public Sight Read(Picture picture, double seconds)
    {
        List<(string Name, float Best)> seen = [];
        List<(Face, FaceMatch)> faces = [];
        List<Annotation> drawing = [];
        foreach (Face face in detector.Detect(picture))
        {
            FaceMatch match = recognizer is null || people is null ? new FaceMatch(null, face.Score) : people.Identify(recognizer.Describe(picture, face), threshold);
            faces.Add((face, match));
            seen.Add((match.Name ?? Unknown, match.Similarity));
            drawing.Add(new Annotation(face.Left, face.Top, face.Right, face.Bottom, match.Name ?? Unknown, match.Name is null ? 1 : 2));
        }

        (string, float)[] best = [.. seen.GroupBy(face => face.Name).Select(group => (group.Key, group.Max(face => face.Best))).OrderBy(face => face.Key, StringComparer.Ordinal)];
        return new Sight([.. best.Select(face => face.Item1)], [.. best.Select(face => face.Item2)], drawing) { Unlocked = unlock?.Look(seconds, faces) };
    }
}

/// <summary>The class of the whole picture, where it is sure enough.</summary>
internal sealed class ClassReader : IPictureReader
{
    private readonly SessionClassifier _classifier;
    private readonly Preprocessor _preprocessor;
    private readonly IReadOnlyList<string> _labels;
    private readonly float _threshold;
    private readonly float[] _input;

    /// <summary>Takes a classifier of pictures.</summary>
    /// <exception cref="CommandException">The model takes something else.</exception>
    public ClassReader(LoadedModel loaded, IReadOnlyList<PreprocessingSpec?> specs, IReadOnlyList<string> labels, float threshold)
    {
        if (specs is not [ImageSpec spec])
        {
            throw new CommandException($"{loaded.Path} does not take one picture; give a classifier of pictures, or no model to look for faces.");
        }

        _classifier = new SessionClassifier(loaded.Int8(), specs, Labels.AreBinary(labels, loaded));
        _preprocessor = Preprocessor.Create(spec, loaded.Inputs[0].Shape, loaded.Inputs[0].Quantization);
        _input = new float[_preprocessor.ElementCount];
        (_labels, _threshold) = (labels, threshold);
    }

    public string Kind => "class";

    public Sight Read(Picture picture, double seconds)
    {
        _preprocessor.ToTensor(picture, _input);
        float[] scores = _classifier.Classify([_input]);
        int best = Scores.Best(scores);
        string label = _labels.Count > 0 ? _labels[best] : best.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Annotation[] drawing = [new Annotation(0, 0, picture.Width - 1, picture.Height - 1, FormattableString.Invariant($"{label} {scores[best]:0.00}"), best)];
        return scores[best] >= _threshold ? new Sight([label], [scores[best]], drawing) : new Sight([], [], drawing);
    }
}
