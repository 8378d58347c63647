using System.Diagnostics;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>The packages from a local folder: a program on the runtime and the tool, as a stranger would install them.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", "Long")]
    public void A_new_program_and_the_tool_run_from_the_packages()
    {
        string packages = _folder["packages"];
        Run(Repository.Folder, Path.Combine(Repository.Folder, "tools", "pack.sh"), packages);
        string[] names = [.. Directory.GetFiles(packages).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.All(
            (string[])["Runtime", "Compiler", "Perception", "Devices", "Emulator"],
            name => Assert.Contains($"EdgeDeep.{name}.0.1.0.nupkg", names));
        Assert.All(names.Where(name => name.StartsWith("EdgeDeep.", StringComparison.Ordinal) && name.EndsWith(".nupkg", StringComparison.Ordinal)), name => Assert.Contains(Path.ChangeExtension(name, ".snupkg"), names));
        Assert.InRange(new FileInfo(Path.Combine(packages, "edgedeep.0.1.0.nupkg")).Length, 1, 250_000_000);

        // Nothing of the repository, and no other source: what others wrote comes from what was restored before.
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("app/nuget.config", System.Text.Encoding.UTF8.GetBytes(
            $"""<configuration><packageSources><clear /><add key="local" value="{packages}" /></packageSources><fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders></configuration>"""));
        _folder.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><RestorePackagesPath>restored</RestorePackagesPath></PropertyGroup>
              <ItemGroup><PackageReference Include="EdgeDeep.Runtime" Version="0.1.0" /></ItemGroup>
            </Project>
            """u8.ToArray());

        // The README's snippet.
        string readme = File.ReadAllText(Path.Combine(Repository.Folder, "README.md"));
        int start = readme.IndexOf("Model model = Model.Load", StringComparison.Ordinal), end = readme.IndexOf("```", start, StringComparison.Ordinal);
        string snippet = readme[start..end].Replace("\"keywords.edge\"", "args[0]", StringComparison.Ordinal);
        _folder.Write("app/Program.cs", System.Text.Encoding.UTF8.GetBytes(
            $"using EdgeDeep.Runtime;\nfloat[] features = new float[49 * 13];\n{snippet}\nConsole.WriteLine($\"{{scores.Length}} scores, the first {{scores[0]}}\");\n"));
        Assert.Contains("12 scores", Run(_folder["app"], "dotnet", "run", "-c", "Release", "--", Repository.Model("keywords")), StringComparison.Ordinal);

        Run(_folder["app"], "dotnet", "tool", "install", "edgedeep", "--version", "0.1.0", "--tool-path", _folder["tool"], "--configfile", _folder["app/nuget.config"]);
        Assert.Contains("8,036,960", Run(_folder.Path, _folder["tool/edgedeep"], "inspect", Repository.Model("keywords")), StringComparison.Ordinal);
        Assert.Contains("yes", Run(_folder.Path, _folder["tool/edgedeep"], "listen", Repository.Model("keywords"), Path.Combine(Repository.Models, "keywords", "recording.wav")), StringComparison.Ordinal);
    }

    private static string Run(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{error.Result}");
        return output;
    }
}
