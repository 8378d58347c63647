namespace EdgeDeep.Training.Data;

/// <summary>Which part of the data a clip belongs to.</summary>
public enum Part
{
    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To choose the best epoch.</summary>
    Validation,

    /// <summary>To measure, never to choose.</summary>
    Test,
}

/// <summary>One word, or background noise, of one second.</summary>
/// <param name="Samples">Mono at 16 kHz, -1..1, <see cref="Length"/> samples.</param>
/// <param name="Label">Class.</param>
/// <param name="IsSynthesized">Whether a program spoke it.</param>
public sealed record SpeechClip(float[] Samples, int Label, bool IsSynthesized)
{
    /// <summary>Samples of a clip: one second at 16 kHz.</summary>
    public const int Length = 16000;
}

/// <summary>Assigns speakers to parts for good: by a hash of the speaker, so that nobody is in two parts.</summary>
public static class SpeakerSplit
{
    private const int ValidationPercent = 10, TestPercent = 22;

    /// <summary>The part of a file. Files of Speech Commands are named <c>[WORD_]SPEAKER_nohash_N</c>; others stand for themselves.</summary>
    /// <param name="path">The file.</param>
    public static Part Of(string path)
    {
        int percent = StableHash.Percent(SpeakerOf(path));
        return percent < TestPercent ? Part.Test : percent < TestPercent + ValidationPercent ? Part.Validation : Part.Train;
    }

    /// <summary>The speaker of a file, or its name where it states none.</summary>
    /// <param name="path">The file.</param>
    public static string SpeakerOf(string path)
    {
        string name = Path.GetFileName(path);
        int end = name.IndexOf("_nohash_", StringComparison.Ordinal);
        if (end < 0)
        {
            return name.Split('.')[0];
        }

        int start = name.LastIndexOf('_', end - 1);
        return name[(start + 1)..end];
    }
}
