using System.ComponentModel;
using System.Diagnostics;
using EdgeDeep.Perception;

namespace EdgeDeep.Training.Data;

/// <summary>Decodes flac files to wav with the program flac, many files a call, and keeps the results.</summary>
/// <param name="cache">Where decoded files are kept.</param>
public sealed class FlacFiles(string cache)
{
    private const int FilesACall = 100;

    /// <summary>Decodes those flac files among some that have no decoded form as new as they are.</summary>
    /// <param name="paths">Files of any kind.</param>
    /// <returns>The wav file of every flac file.</returns>
    /// <exception cref="InputException">A file cannot be decoded, or flac is missing.</exception>
    public Dictionary<string, string> Decode(IEnumerable<string> paths)
    {
        Dictionary<string, string> decoded = [];
        foreach (IGrouping<string, string> folder in paths.Where(IsFlac).Select(Path.GetFullPath).GroupBy(path => Path.GetDirectoryName(path)!))
        {
            string target = Path.Combine(cache, "decoded", folder.Key.TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '+'));
            Directory.CreateDirectory(target);
            foreach (string path in folder)
            {
                decoded[path] = Path.Combine(target, Path.GetFileNameWithoutExtension(path) + ".wav");
            }

            foreach (string[] some in folder.Where(path => File.GetLastWriteTimeUtc(decoded[path]) < File.GetLastWriteTimeUtc(path)).Chunk(FilesACall))
            {
                Array.ForEach(some, path => File.Delete(decoded[path]));
                Run([.. new[] { "-d", "-s", "-f", $"--output-prefix={target}/" }, .. some], some, decoded);
            }
        }

        return decoded;
    }

    private static bool IsFlac(string path) => path.EndsWith(".flac", StringComparison.OrdinalIgnoreCase);

    private static void Run(string[] arguments, string[] paths, Dictionary<string, string> decoded)
    {
        try
        {
            using Process flac = Process.Start(new ProcessStartInfo("flac", arguments) { RedirectStandardError = true })!;
            string error = flac.StandardError.ReadToEnd();
            flac.WaitForExit();
            if (flac.ExitCode != 0)
            {
                // flac removes what it could not decode to its end.
                string bad = Array.Find(paths, path => !File.Exists(decoded[path])) ?? paths[0];
                throw new InputException($"{bad}: cannot be decoded as flac ({error.ReplaceLineEndings(" ").Trim()}); get or record it again.");
            }
        }
        catch (Win32Exception problem)
        {
            throw new InputException($"{paths[0]}: is a flac file and the program flac is missing; install the package flac.", problem);
        }
    }
}
