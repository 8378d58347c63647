using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Training.Data;

/// <summary>Reads class folders of wav and flac clips.</summary>
/// <param name="labels">Class names in output order; folders of other names count as the last one.</param>
/// <param name="cache">Where decoded flac files are kept.</param>
public sealed class SpeechFolders(IReadOnlyList<string> labels, string cache)
{
    /// <summary>Reads all clips of a folder of class folders.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="synthesized">Whether a program spoke them: then silence around the word is cut off.</param>
    /// <returns>Path and clip, in the order of the paths.</returns>
    /// <exception cref="InputException">The folder holds no clips, or one cannot be decoded.</exception>
    public List<(string Path, SpeechClip Clip)> Read(string folder, bool synthesized)
    {
        ClassFolders files = ClassFolders.Open(folder, [".wav", ".flac"]);
        Dictionary<string, string> decoded = new FlacFiles(cache).Decode(files.Files.Select(file => file.Path));
        (string, SpeechClip)[] clips = new (string, SpeechClip)[files.Files.Count];
        Parallel.For(0, clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            (string path, string name) = files.Files[i];
            float[] samples = WavReader.Read(decoded.GetValueOrDefault(Path.GetFullPath(path), path)).AtRate(16000).Samples;
            int label = Enumerable.Range(0, labels.Count).FirstOrDefault(c => labels[c] == name, labels.Count - 1);
            clips[i] = (path, new SpeechClip(OneSecond(synthesized ? Trim(samples) : samples), label, synthesized));
        });
        return [.. clips];
    }

    /// <summary>Centres a shorter clip in silence, keeps the middle of a longer one.</summary>
    private static float[] OneSecond(ReadOnlySpan<float> samples)
    {
        float[] second = new float[SpeechClip.Length];
        int skip = (samples.Length - second.Length) / 2;
        ReadOnlySpan<float> kept = skip > 0 ? samples.Slice(skip, second.Length) : samples;
        kept.CopyTo(second.AsSpan((second.Length - kept.Length) / 2));
        return second;
    }

    /// <summary>The samples without what is softer than a fiftieth of the peak at both ends.</summary>
    /// <param name="samples">The clip.</param>
    public static ReadOnlySpan<float> Trim(ReadOnlySpan<float> samples)
    {
        float peak = 0;
        foreach (float sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        int start = 0, end = samples.Length;
        while (start < end && Math.Abs(samples[start]) < 0.02f * peak)
        {
            start++;
        }

        while (end > start && Math.Abs(samples[end - 1]) < 0.02f * peak)
        {
            end--;
        }

        return samples[start..end];
    }
}
