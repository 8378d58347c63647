using System.ComponentModel;
using System.Diagnostics;
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
        Dictionary<string, string> decoded = Decode([.. files.Files.Select(file => file.Path).Where(IsFlac)]);
        (string, SpeechClip)[] clips = new (string, SpeechClip)[files.Files.Count];
        Parallel.For(0, clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            (string path, string name) = files.Files[i];
            float[] samples = WavReader.Read(decoded.GetValueOrDefault(path, path)).AtRate(16000).Samples;
            int label = Enumerable.Range(0, labels.Count).FirstOrDefault(c => labels[c] == name, labels.Count - 1);
            clips[i] = (path, new SpeechClip(OneSecond(synthesized ? Trim(samples) : samples), label, synthesized));
        });
        return [.. clips];
    }

    private static bool IsFlac(string path) => path.EndsWith(".flac", StringComparison.OrdinalIgnoreCase);

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

    /// <summary>Decodes what is not in the cache yet with the flac program, many files a call.</summary>
    private Dictionary<string, string> Decode(IReadOnlyList<string> paths)
    {
        Dictionary<string, string> decoded = [];
        foreach (IGrouping<string, string> folder in paths.GroupBy(path => Path.GetDirectoryName(path)!))
        {
            string target = Path.Combine(cache, "decoded", folder.Key.TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '+'));
            Directory.CreateDirectory(target);
            foreach (string path in folder)
            {
                decoded[path] = Path.Combine(target, Path.GetFileNameWithoutExtension(path) + ".wav");
            }

            foreach (string[] some in folder.Where(path => !File.Exists(decoded[path])).Chunk(100))
            {
                RunFlac([.. new[] { "-d", "-s", "-f", $"--output-prefix={target}/" }, .. some], folder.Key);
            }
        }

        return decoded;
    }

    private static void RunFlac(string[] arguments, string folder)
    {
        try
        {
            using Process flac = Process.Start("flac", arguments);
            flac.WaitForExit();
            if (flac.ExitCode != 0)
            {
                throw new InputException($"{folder}: flac cannot decode a file in it; get the files again.");
            }
        }
        catch (Win32Exception problem)
        {
            throw new InputException($"{folder}: holds flac files and the program flac is missing; install the package flac.", problem);
        }
    }
}
