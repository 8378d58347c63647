using System.Text.RegularExpressions;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Own;

/// <summary>A file of a user's data.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Label">Class.</param>
/// <param name="Group">What it shares with files that must not be in another part: a speaker, a recording, its own content.</param>
public sealed record OwnFile(string Path, int Label, string Group);

/// <summary>A user's folder of class folders.</summary>
/// <param name="Labels">Class names in ordinal order.</param>
/// <param name="Files">Files of all classes.</param>
/// <param name="Backgrounds">Files of the folder <c>_background_</c> (or Speech Commands' <c>_background_noise_</c>), which is no class.</param>
/// <param name="Grouping">One sentence on how files were grouped.</param>
public sealed record OwnFiles(IReadOnlyList<string> Labels, IReadOnlyList<OwnFile> Files, IReadOnlyList<string> Backgrounds, string Grouping)
{
    private const string SpeakerMark = "_nohash_";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder with one folder for each class.</param>
    /// <param name="extensions">Which files count.</param>
    /// <param name="groups">
    /// A regular expression on the path below <paramref name="folder"/>, with forward slashes; what its first group (or else the
    /// whole of it) matches names the group. Null takes the speaker before <c>_nohash_</c>, and else the content of the file.
    /// </param>
    /// <exception cref="InputException">There is no such folder, it has fewer than two classes, or the expression is none or does not match.</exception>
    public static OwnFiles Open(string folder, IReadOnlyList<string> extensions, string? groups)
    {
        ClassFolders folders = ClassFolders.Open(folder, extensions);
        string[] labels = [.. folders.Classes.Where(name => !BackgroundFolder.IsNamed(name))];
        if (labels.Length < 2)
        {
            throw new InputException($"{folder}: has {(labels.Length == 0 ? "no class" : $"one class only, '{labels[0]}'")}; put the files of at least two classes into a folder each.");
        }

        Func<string, string> groupOf = groups is null ? GroupOf : path => Match(Expression(groups), Path.GetRelativePath(folder, path).Replace('\\', '/'), groups);
        OwnFile[] files = [.. folders.Files.Where(file => !BackgroundFolder.IsNamed(file.ClassName))
            .Select(file => new OwnFile(file.Path, Array.IndexOf(labels, file.ClassName), groupOf(file.Path)))];
        string[] backgrounds = [.. folders.Files.Where(file => BackgroundFolder.IsNamed(file.ClassName)).Select(file => file.Path)];
        return new OwnFiles(labels, files, backgrounds, Describe(files, groups));
    }

    private static string Describe(OwnFile[] files, string? groups)
    {
        int count = files.Select(file => file.Group).Distinct().Count(), speakers = files.Count(file => NamesSpeaker(file.Path));
        return groups is not null ? $"split by --groups: {count} groups of {files.Length} files"
            : speakers == files.Length ? $"split by speaker, the part of the name before {SpeakerMark}: {count} speakers of {files.Length} files"
            : speakers > 0 ? $"split by speaker where the name has {SpeakerMark} ({speakers} files), the other {files.Length - speakers} files by a hash of their content"
            : $"split by a hash of the content of each file ({files.Length} files): where several come from one person or place, name it with --groups, or the accuracy is flattering";
    }

    private static bool NamesSpeaker(string path) => Path.GetFileName(path).Contains(SpeakerMark, StringComparison.Ordinal);

    /// <summary>Copies of one file share their content and so their group.</summary>
    private static string GroupOf(string path) => NamesSpeaker(path) ? SpeakerSplit.SpeakerOf(path) : StableHash.Hex(File.ReadAllBytes(path));

    private static Regex Expression(string groups)
    {
        try
        {
            return new Regex(groups, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException problem)
        {
            throw new InputException($"--groups '{groups}': is no regular expression ({problem.Message.TrimEnd('.')}); write for instance '([^/]*)_[0-9]+'.", problem);
        }
    }

    private static string Match(Regex expression, string path, string groups)
    {
        Match match = expression.Match(path);
        return !match.Success ? throw new InputException($"{path}: does not match --groups '{groups}'; every file needs a group.")
            : match.Groups.Count > 1 ? match.Groups[1].Value
            : match.Value;
    }
}
