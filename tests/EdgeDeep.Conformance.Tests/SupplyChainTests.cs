using System.Text.Json;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>What is restored is locked, and what is shipped is named with its licence.</summary>
public class SupplyChainTests
{
    private const string Heading = "Packages that EdgeDeep's own packages and programs are built with";

    [Fact]
    public void EveryProjectHasALockFile()
    {
        string[] missing = [.. new[] { "src", "tools", "tests", "samples" }.SelectMany(Projects)
            .Where(project => !File.Exists(LockFile(project)))
            .Select(project => Path.GetRelativePath(Repository.Folder, project))];
        Assert.True(missing.Length == 0,
            $"No packages.lock.json beside {string.Join(", ", missing)}; run 'dotnet restore' for each and commit the file (docs/building.md).");
    }

    [Fact]
    public void NoticeNamesEveryPackageThatIsShippedAndNoOther()
    {
        string[] locked = [.. Projects("src")
            .Append(Path.Combine(Repository.Folder, "tools", "EdgeDeep.Cli", "EdgeDeep.Cli.csproj"))
            .SelectMany(Packages).Distinct().Order(StringComparer.Ordinal)];
        string[] notice = File.ReadAllLines(Path.Combine(Repository.Folder, "NOTICE"));
        string[] named = [.. notice.SkipWhile(line => line != Heading).Skip(1).Where(line => line.Length > 0 && line[0] != ' ')];

        Assert.NotEmpty(locked);
        string[] absent = [.. locked.Except(named)], left = [.. named.Except(locked)];
        Assert.True(absent.Length == 0 && left.Length == 0,
            $"NOTICE lacks [{string.Join(", ", absent)}] and names [{string.Join(", ", left)}] that no lock file has; run tools/notices.sh and commit NOTICE.");
    }

    [Fact]
    public void EveryNamedPackageHasALicence()
    {
        string[] notice = [.. File.ReadAllLines(Path.Combine(Repository.Folder, "NOTICE")).SkipWhile(line => line != Heading).Skip(1)];
        int[] names = [.. Enumerable.Range(0, notice.Length).Where(line => notice[line].Length > 0 && notice[line][0] != ' ')];
        Assert.All(names, name => Assert.Matches("^  licence    [^ ]", notice[name + 1]));
    }

    private static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Folder, folder)).SelectMany(project => Directory.EnumerateFiles(project, "*.csproj"));

    private static string LockFile(string project) => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");

    /// <summary>The packages of a project's lock file, each as "ID VERSION".</summary>
    private static IEnumerable<string> Packages(string project)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(LockFile(project)));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}")];
    }
}
