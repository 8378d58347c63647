namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>The folder of the repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Full path of the folder that holds EdgeDeep.sln.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
        }
    }
}
