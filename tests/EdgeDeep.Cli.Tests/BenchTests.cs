using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class BenchTests
{
    [Fact]
    public void A_model_is_timed_beside_a_network_in_ONNX_Runtime()
    {
        string model = Path.Combine(ZooTests.Models, "pass-or-fail", "pass-or-fail.edge"), network = Path.ChangeExtension(model, ".onnx");
        JsonElement json = CommandLine.Succeed("bench", model, "--vs", network, "--levels", "--rounds", "2", "--json").Json;
        JsonElement[] results = [.. json.GetProperty("results").EnumerateArray()];
        Assert.Equal(1, results[0].GetProperty("ratio").GetDouble());
        Assert.All(results, row => Assert.InRange(row.GetProperty("fastestMicroseconds").GetDouble(), 0, row.GetProperty("medianMicroseconds").GetDouble()));
        Assert.All(results, row => Assert.InRange(row.GetProperty("ratio").GetDouble(), row.GetProperty("lowestRatio").GetDouble(), row.GetProperty("highestRatio").GetDouble()));
        Assert.EndsWith("ONNX Runtime", results[^1].GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Contains(results, row => row.GetProperty("name").GetString()!.EndsWith("Portable", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_timed_is_told()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(1, ["bench", model, "--vs", folder["missing.onnx"]], "missing.onnx", "does not exist");
        CommandLine.Fail(1, ["bench", model, "--vs", folder.Write("text.onnx", "no network"u8.ToArray())], "text.onnx");
        CommandLine.Fail(2, ["bench", model, "--vs", "onnxruntime"], "own .onnx file");
        CommandLine.Fail(2, ["bench", model, "--rounds", "0"], "--rounds");
        CommandLine.Fail(1, ["bench", Path.Combine(ZooTests.Models, "pass-or-fail", "pass-or-fail.onnx")], "float");
    }
}
