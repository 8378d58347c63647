namespace EdgeDeep.KernelTranslator;

/// <summary>A C# file of the kernels.</summary>
/// <param name="Path">Its path as messages shall show it; the folder tells operators from shared arithmetic.</param>
/// <param name="Text">Its content.</param>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>All C# files below a folder, in an order that does not depend on the machine.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<SourceFile> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Relative.StartsWith("obj/", StringComparison.Ordinal)
                && !file.Relative.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Path)))];
}
