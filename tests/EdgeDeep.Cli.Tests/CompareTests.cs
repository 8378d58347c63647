using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class CompareTests
{
    [Fact]
    public void All_forms_of_a_network_are_measured_against_the_authors_file()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), edge = folder.Write("halves.edge", Samples.Edge()), data = Samples.WriteFolder(folder, "data");
        JsonElement json = CommandLine.Succeed(
            "compare", edge, "--float", model, "--data", data, "--preprocess", "image-0-1", "--layers", "--json").Json;
        Assert.Equal(5, json.GetProperty("samples").GetInt32());
        JsonElement[] models = [.. json.GetProperty("models").EnumerateArray()];
        Assert.Equal(3, models.Length);
        Assert.Equal(json.GetProperty("reference").GetString(), models[0].GetProperty("model").GetString());
        Assert.All(models, row => Assert.Equal(1, row.GetProperty("sameAnswer").GetDouble()));
        Assert.All(models[..2], row => Assert.Equal(0, row.GetProperty("outputs")[0].GetProperty("largestDifference").GetDouble()));
        Assert.Equal(JsonValueKind.Null, models[0].GetProperty("layers").ValueKind);
        Assert.True(models[2].GetProperty("layers").GetArrayLength() > 0);
    }

    [Fact]
    public void Layers_of_a_shipped_model_follow_the_float_model()
    {
        string keywords = Path.Combine(ZooTests.Models, "keywords");
        JsonElement json = CommandLine.Succeed(
            "compare", Path.Combine(keywords, "keywords.edge"), "--float", Path.Combine(keywords, "keywords.onnx"),
            "--data", Path.Combine(keywords, "calibration.npy"), "--samples", "20", "--layers", "--json").Json;
        JsonElement[] layers = [.. json.GetProperty("models")[2].GetProperty("layers").EnumerateArray()];
        Assert.True(layers.Length >= 15, $"{layers.Length} layers");
        Assert.All(layers, layer => Assert.InRange(layer.GetProperty("decibels").GetDouble(), 10, 200));
    }

    [Fact]
    public void Models_of_different_networks_are_refused()
    {
        string models = ZooTests.Models;
        string keywords = Path.Combine(models, "keywords", "keywords.edge"), digits = Path.Combine(models, "digits", "digits.onnx");
        CommandLine.Fail(1, ["compare", keywords, "--float", digits, "--data", "x"], "[1,49,13,1]", "same network");
        CommandLine.Fail(1, ["compare", keywords, "--float", keywords, "--data", "x"], "int8 model", "--float");
        CommandLine.Fail(1, ["compare", digits, "--float", digits, "--data", "x"], "float model");
        CommandLine.Fail(2, ["compare", keywords], "--float");
    }
}
