namespace EdgeDeep.Training.Data;

/// <summary>Finds the repository and what lies in and beside it.</summary>
public static class Folders
{
    /// <summary>The repository: the nearest folder above the program that holds EdgeDeep.sln.</summary>
    public static string Repository { get; } = Find();

    /// <summary>Folder for what can be computed again.</summary>
    public static string Cache => Environment.GetEnvironmentVariable("EDGEDEEP_CACHE") is { Length: > 0 } cache
        ? cache
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "edgedeep");

    /// <summary>The first of some paths, relative to the repository, that exists; null where none does.</summary>
    /// <param name="paths">Paths with forward slashes.</param>
    public static string? FirstThatExists(params string[] paths) =>
        paths.Select(path => Path.GetFullPath(Path.Combine(Repository, path))).FirstOrDefault(path => Path.Exists(path));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
