namespace EdgeDeep.TestSupport;

/// <summary>The clone that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Folder of the models that ship.</summary>
    public static string Models => Path.Combine(Folder, "models");

    /// <summary>A shipped model's file of a kind: models/NAME/NAME.EXTENSION.</summary>
    public static string Model(string name, string extension = "edge") => Path.Combine(Models, name, $"{name}.{extension}");

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
