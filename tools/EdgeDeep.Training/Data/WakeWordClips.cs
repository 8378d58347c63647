using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Training.Data;

/// <summary>The sounds of one part of a wake word's material, at 16 kHz.</summary>
/// <param name="Phrases">The phrase, silence cut off at both ends.</param>
/// <param name="Confusables">Phrases that sound alike, cut off likewise.</param>
/// <param name="Sentences">Sentences and read texts.</param>
/// <param name="Words">Single words that people recorded.</param>
/// <param name="Backgrounds">Recorded noise.</param>
public sealed record WakeWordClips(
    IReadOnlyList<float[]> Phrases,
    IReadOnlyList<float[]> Confusables,
    IReadOnlyList<float[]> Sentences,
    IReadOnlyList<float[]> Words,
    IReadOnlyList<float[]> Backgrounds)
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 16000;

    /// <summary>The longest phrase in samples; longer ones are more than a model of 1.3 seconds can hear.</summary>
    public const int LongestPhrase = Rate * 3 / 2;

    private const string SilenceFolder = "_silence_";

    /// <summary>Reads a part.</summary>
    /// <param name="spoken">Folder of the synthesized clips, which holds a folder for each part.</param>
    /// <param name="recorded">Clips of people and of noise, by part.</param>
    /// <param name="part">The part.</param>
    /// <exception cref="InputException">A folder is missing or holds nothing.</exception>
    public static WakeWordClips Read(string spoken, ILookup<Part, SpeechClip> recorded, Part part)
    {
        string folder = Path.Combine(spoken, NameOf(part));
        string[] texts = part == Part.Test ? [] : ["sentence", "text"];
        return new WakeWordClips(
            [.. Files(folder, "phrase").Select(Trimmed).Where(clip => clip.Length <= LongestPhrase)],
            [.. Files(folder, "confusable").Select(Trimmed)],
            [.. texts.Where(name => Directory.EnumerateFiles(Path.Combine(folder, name)).Any()).SelectMany(name => Files(folder, name)).Select(Trimmed)],
            [.. recorded[part].Where(clip => clip.Label != 0).Select(clip => clip.Samples)],
            [.. recorded[part].Where(clip => clip.Label == 0).Select(clip => clip.Samples)]);
    }

    /// <summary>Recordings of people and of noise (label 0) by part; nobody is in two of them.</summary>
    /// <param name="folder">Folder that holds folders of class folders.</param>
    /// <param name="cache">Where decoded files are kept.</param>
    public static ILookup<Part, SpeechClip> Recorded(string folder, string cache)
    {
        SpeechFolders reader = new([SilenceFolder, "word"], cache);
        return Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(classes => reader.Read(classes, false))
            .ToLookup(item => SpeakerSplit.Of(item.Path), item => item.Clip);
    }

    /// <summary>The files of a kind in a part's folder, in order.</summary>
    /// <param name="folder">The part's folder.</param>
    /// <param name="kind">phrase, confusable, sentence or text.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static string[] Files(string folder, string kind)
    {
        string path = Path.Combine(folder, kind);
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.wav").Order(StringComparer.Ordinal)] : [];
        return files.Length > 0 ? files : throw new InputException($"{path} holds no clips; delete {Path.GetDirectoryName(folder)} and let models/wakeword/prepare.sh speak them again.");
    }

    /// <summary>Name of a part's folder.</summary>
    /// <param name="part">The part.</param>
    public static string NameOf(Part part) => part switch
    {
        Part.Train => "train",
        Part.Validation => "validation",
        _ => "test",
    };

    /// <summary>Reads a clip and cuts off silence.</summary>
    /// <param name="path">The wav file.</param>
    public static float[] Trimmed(string path) => SpeechFolders.Trim(WavReader.Read(path).AtRate(Rate).Samples).ToArray();
}
