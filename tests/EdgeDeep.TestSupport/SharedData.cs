using Xunit;

namespace EdgeDeep.TestSupport;

/// <summary>Finds the folder of third-party models, recordings and golden vectors that lies beside the repository.</summary>
public static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>Whether the folder exists on this machine.</summary>
    public static bool Exists => Root is not null;

    /// <summary>The full path of a file or folder in the shared data; skips the calling test where the data is absent.</summary>
    /// <param name="relative">Path below the data folder, with forward slashes.</param>
    public static string PathOf(string relative)
    {
        Assert.SkipWhen(Root is null, "needs ../shared/data, which is not part of a plain clone");
        return Path.Combine(Root!, relative);
    }

    /// <summary>All bytes of a file in the shared data; skips the calling test where the data is absent.</summary>
    public static byte[] Read(string relative) => File.ReadAllBytes(PathOf(relative));

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "SOURCES.md");
            if (File.Exists(candidate))
            {
                return Path.GetDirectoryName(candidate);
            }
        }

        return null;
    }
}
