using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

/// <summary>What lies in models/ is what the commands make of it.</summary>
public class ZooTests
{
    internal static string Models { get; } = Path.Combine(Repository(), "models");

    public static TheoryData<string> Names =>
    [
        .. Directory.GetDirectories(Models).Select(folder => Path.GetFileName(folder)).Where(name => name != "node_modules").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantizing_the_float_model_gives_the_shipped_bytes(string name)
    {
        using TempFolder folder = new();
        string calibration = File.Exists(In(name, "calibration.npz")) ? In(name, "calibration.npz") : In(name, "calibration.npy");
        CommandLine.Succeed("quantize", In(name, $"{name}.onnx"), "-o", folder["model.edge"], "--calibrate", calibration, "--json");
        Assert.Equal(File.ReadAllBytes(In(name, $"{name}.edge")), File.ReadAllBytes(folder["model.edge"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_and_the_index_tell_the_true_sizes(string name)
    {
        JsonElement facts = CommandLine.Succeed("inspect", In(name, $"{name}.edge"), "--json").Json;
        string card = File.ReadAllText(In(name, "README.md"));
        string index = File.ReadLines(Path.Combine(Models, "README.md")).Single(line => line.StartsWith($"| [{name}](", StringComparison.Ordinal));
        foreach (string size in (string[])["constantsBytes", "arenaBytes"])
        {
            string text = facts.GetProperty(size).GetInt64().ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Contains(text, card, StringComparison.Ordinal);
            Assert.Contains(text, index, StringComparison.Ordinal);
        }

        Assert.Contains(facts.GetProperty("macs").GetInt64().ToString("N0", System.Globalization.CultureInfo.InvariantCulture), card, StringComparison.Ordinal);
        if (File.Exists(In(name, "labels.txt")))
        {
            Assert.Equal(File.ReadAllLines(In(name, "labels.txt")), facts.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!));
        }
    }

    [Fact]
    public void All_models_together_are_smaller_than_20_megabytes() => Assert.InRange(
        Directory.EnumerateFiles(Models, "*", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length),
        1, 20_000_000);

    private static string In(string name, string file) => Path.Combine(Models, name, file);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("EdgeDeep.sln is in no folder above the tests.");
    }
}
