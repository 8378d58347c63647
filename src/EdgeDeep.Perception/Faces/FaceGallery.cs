using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>Whom a face looks like.</summary>
/// <param name="Name">The person; null for somebody unknown.</param>
/// <param name="Similarity">Cosine to the nearest shot of anybody, -1..1; -1 where nobody is known.</param>
public sealed record FaceMatch(string? Name, float Similarity);

/// <summary>Known people, each by several shots; the pictures themselves are not kept.</summary>
public sealed class FaceGallery
{
    /// <summary>
    /// The least cosine of two faces of one person. Over 24 portraits of 12 people the int8 MobileFaceNet gave 0.88 and more for
    /// one person and 0.49 and less for two (docs/faces.md); photos of daily life are further apart.
    /// </summary>
    public const float DefaultThreshold = 0.6f;

    private readonly SortedDictionary<string, List<float[]>> _people = new(StringComparer.Ordinal);

    /// <summary>Creates a gallery for one recognizer.</summary>
    /// <param name="recognizer">Names the network whose descriptions are kept; those of two networks cannot be compared.</param>
    public FaceGallery(string recognizer) => Recognizer = recognizer;

    /// <summary>Names the network whose descriptions are kept.</summary>
    public string Recognizer { get; }

    /// <summary>What a recognizer's network is called here: the beginning of its source's SHA-256.</summary>
    public static string NameOf(Model recognizer) =>
        recognizer.Plan.Metadata.TryGetValue(MetadataKeys.SourceSha256, out string? hash) ? hash[..Math.Min(16, hash.Length)] : "without a name";

    /// <summary>Names with their shots.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float[]>> People =>
        _people.ToDictionary(person => person.Key, person => (IReadOnlyList<float[]>)person.Value);

    /// <summary>Adds a shot of a person.</summary>
    /// <param name="name">1 to 100 characters on one line.</param>
    /// <param name="description">What <see cref="FaceRecognizer.Describe"/> gave.</param>
    /// <exception cref="InputException">The name is empty, too long or of several lines, or the description is of another length.</exception>
    public void Add(string name, float[] description)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(char.IsControl))
        {
            throw new InputException("a name has 1 to 100 characters on one line.");
        }

        if (_people.Values.FirstOrDefault() is [var known, ..] && known.Length != description.Length)
        {
            throw new InputException($"the face is described by {description.Length} numbers and those in the gallery by {known.Length}; use the same recognizer.");
        }

        if (!_people.TryGetValue(name, out List<float[]>? shots))
        {
            _people.Add(name, shots = []);
        }

        shots.Add(description);
    }

    /// <summary>Forgets a person.</summary>
    /// <returns>Whether the person was known.</returns>
    public bool Remove(string name) => _people.Remove(name);

    /// <summary>Tells whose face it is.</summary>
    /// <param name="description">What <see cref="FaceRecognizer.Describe"/> gave.</param>
    /// <param name="threshold">The least cosine of one person's faces.</param>
    public FaceMatch Identify(ReadOnlySpan<float> description, float threshold = DefaultThreshold)
    {
        FaceMatch best = new(null, -1);
        foreach ((string name, List<float[]> shots) in _people)
        {
            foreach (float[] shot in shots)
            {
                float similarity = FaceRecognizer.Similarity(shot, description);
                if (similarity > best.Similarity)
                {
                    best = new FaceMatch(name, similarity);
                }
            }
        }

        return best.Similarity >= threshold ? best : best with { Name = null };
    }
}
