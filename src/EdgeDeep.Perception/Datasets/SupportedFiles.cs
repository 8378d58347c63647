namespace EdgeDeep.Perception.Datasets;

/// <summary>Kinds of files that can be read, by extension (lower case, with the dot), and how to find them in folders.</summary>
public static class SupportedFiles
{
    /// <summary>Sound that <see cref="Audio.WavReader"/> reads.</summary>
    public static IReadOnlyList<string> Sound { get; } = [".wav"];

    /// <summary>Pictures that <see cref="Images.ImageReader"/> reads.</summary>
    public static IReadOnlyList<string> Pictures { get; } = [".png", ".jpg", ".jpeg", ".bmp", ".pgm", ".ppm"];

    /// <summary>Tables that <see cref="CsvTable"/> reads.</summary>
    public static IReadOnlyList<string> Table { get; } = [".csv"];

    /// <summary>Whether a file has one of the extensions; the case of letters does not matter.</summary>
    public static bool Matches(string path, IReadOnlyList<string> extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// All files with one of the extensions in a folder and the folders below it, sorted by path in ordinal order, for
    /// instance for calibration. Names that start with a dot are left out; links to folders are not followed.
    /// A path that is a file yields that file.
    /// </summary>
    /// <param name="path">A folder, or one file.</param>
    /// <param name="extensions">For instance <see cref="Sound"/>.</param>
    /// <returns>At least one path; each starts with <paramref name="path"/>.</returns>
    /// <exception cref="InputException">There is no such folder, it may not be read, or no file in it fits.</exception>
    public static IReadOnlyList<string> Find(string path, IReadOnlyList<string> extensions)
    {
        if (File.Exists(path))
        {
            return Matches(path, extensions)
                ? [path]
                : throw new InputException($"{path}: is not a {Names(extensions)} file; convert it or name another.");
        }

        List<string> files = FolderSearch.Files(path, extensions);
        return files.Count > 0
            ? files
            : throw new InputException($"{path}: holds no {Names(extensions)} file, neither do the folders in it; name the folder with the data.");
    }

    /// <summary>The extensions as part of a sentence.</summary>
    internal static string Names(IReadOnlyList<string> extensions) =>
        extensions.Count == 1 ? extensions[0] : string.Join(", ", extensions.SkipLast(1)) + " or " + extensions[^1];
}
