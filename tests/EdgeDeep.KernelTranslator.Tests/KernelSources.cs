namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>The kernels of this repository and their translation.</summary>
internal static class KernelSources
{
    private static readonly Lazy<KernelLibrary> Translated = new(() => KernelLibrary.Translate(Files));

    public static IReadOnlyList<SourceFile> Files => SourceFile.ReadFolder(Path.Combine(Root(), "src", "EdgeDeep.Kernels"));

    public static KernelLibrary Library => Translated.Value;

    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
