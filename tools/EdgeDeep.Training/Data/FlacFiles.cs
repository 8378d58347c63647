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

            foreach (string[] some in folder.Where(path => IsOlder(decoded[path], path)).Chunk(FilesACall))
            {
                Run(some, decoded);
            }
        }

        return decoded;
    }

    private static bool IsFlac(string path) => path.EndsWith(".flac", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the decoded file is missing or older; flac gives it the time of the flac file in whole seconds.</summary>
    private static bool IsOlder(string decoded, string path) =>
        File.GetLastWriteTimeUtc(decoded) + TimeSpan.FromSeconds(1) < File.GetLastWriteTimeUtc(path);

    /// <summary>Decodes into a folder of its own first, so that runs at the same time never see half a file.</summary>
    private static void Run(string[] paths, Dictionary<string, string> decoded)
    {
        DirectoryInfo fresh = Directory.CreateTempSubdirectory("edgedeep-flac-");
        string FreshOf(string path) => Path.Combine(fresh.FullName, Path.GetFileName(decoded[path]));
        try
        {
            string[] arguments = ["-d", "-s", $"--output-prefix={fresh.FullName}/", .. paths];
            using Process flac = Process.Start(new ProcessStartInfo("flac", arguments) { RedirectStandardError = true })!;
            string error = flac.StandardError.ReadToEnd();
            flac.WaitForExit();
            if (flac.ExitCode != 0)
            {
                // flac removes what it could not decode to its end.
                string bad = Array.Find(paths, path => !File.Exists(FreshOf(path))) ?? paths[0];
                throw new InputException($"{bad}: cannot be decoded as flac ({error.ReplaceLineEndings(" ").Trim()}); get or record it again.");
            }

            Array.ForEach(paths, path => File.Move(FreshOf(path), decoded[path], overwrite: true));
        }
        catch (Win32Exception problem)
        {
            throw new InputException($"{paths[0]}: is a flac file and the program flac is missing; install the package flac.", problem);
        }
        finally
        {
            fresh.Delete(recursive: true);
        }
    }
}
