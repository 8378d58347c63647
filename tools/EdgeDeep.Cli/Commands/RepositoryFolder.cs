namespace EdgeDeep.Cli.Commands;

/// <summary>Finds a clone of EdgeDeep's repository; what some commands need of it is not part of the installed tool.</summary>
internal static class RepositoryFolder
{
    /// <summary>Environment variable that names the clone where the tool is installed elsewhere.</summary>
    public const string Variable = "EDGEDEEP_REPOSITORY";

    /// <summary>The folder that the environment names, else the nearest folder with EdgeDeep.sln above the tool or the current folder; null where there is none.</summary>
    public static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Above(AppContext.BaseDirectory) ?? Above(Directory.GetCurrentDirectory());

    private static string? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
