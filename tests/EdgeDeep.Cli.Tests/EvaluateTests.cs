using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class EvaluateTests
{
    [Fact]
    public void Counts_are_right()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), data = Samples.WriteFolder(folder, "data");
        JsonElement json = CommandLine.Succeed("evaluate", model, data, "--json", "--show-mistakes").Json;
        Assert.Equal(5, json.GetProperty("files").GetInt32());
        Assert.Equal(4, json.GetProperty("correct").GetInt32());
        Assert.Equal(0.8, json.GetProperty("accuracy").GetDouble());
        Assert.Equal([[2, 1], [0, 2]], json.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray()));
        JsonElement left = json.GetProperty("classes")[0], right = json.GetProperty("classes")[1];
        Assert.Equal(2 / 3.0, left.GetProperty("recall").GetDouble());
        Assert.Equal(1.0, left.GetProperty("precision").GetDouble());
        Assert.Equal(2 / 3.0, right.GetProperty("precision").GetDouble());
        JsonElement mistake = Assert.Single(json.GetProperty("mistakes").EnumerateArray());
        Assert.EndsWith("c.pgm", mistake.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("right", mistake.GetProperty("answer").GetString());
    }

    [Fact]
    public void Text_says_how_many_were_right()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), data = Samples.WriteFolder(folder, "data");
        Assert.Contains("4 of 5 correct, 80.00 %", CommandLine.Succeed("evaluate", model, data).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_reference_runs_on_the_same_files()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge("right\nleft")), data = Samples.WriteFolder(folder, "data");
        string reference = folder.Write("halves.onnx", Samples.FloatOnnx());
        JsonElement json = CommandLine.Succeed("evaluate", model, data, "--reference", reference, "--json").Json;
        Assert.Equal(1, json.GetProperty("correct").GetInt32());
        Assert.Equal(1, json.GetProperty("reference").GetProperty("correct").GetInt32());
        Assert.Equal(1.0, json.GetProperty("reference").GetProperty("agreement").GetDouble());
        Assert.Equal(0.0, json.GetProperty("reference").GetProperty("differencePoints").GetDouble());
    }

    [Fact]
    public void A_float_model_runs_in_onnx_runtime()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        JsonElement json = CommandLine.Succeed("evaluate", model, data, "--preprocess", "image-0-1", "--labels", "left,right", "--json").Json;
        Assert.Equal(4, json.GetProperty("correct").GetInt32());
    }

    [Fact]
    public void A_limit_takes_files_from_everywhere()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), data = Samples.WriteFolder(folder, "data");
        JsonElement json = CommandLine.Succeed("evaluate", model, data, "--limit", "2", "--json").Json;
        Assert.Equal([1, 1], json.GetProperty("classes").EnumerateArray().Select(row => row.GetProperty("files").GetInt32()));
    }

    [Fact]
    public void A_label_without_files_is_noted()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        folder.Write("data/left/a.pgm", Samples.Picture(2, 1));
        Outcome outcome = CommandLine.Succeed("evaluate", model, folder["data"], "--json");
        Assert.Contains("no samples of the class right", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, outcome.Json.GetProperty("classes")[1].GetProperty("recall").ValueKind);
    }

    [Fact]
    public void A_folder_that_is_no_label_is_named()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        folder.Write("data/left/a.pgm", Samples.Picture(2, 1));
        folder.Write("data/middle/a.pgm", Samples.Picture(2, 1));
        CommandLine.Fail(1, ["evaluate", model, folder["data"]], "middle", "left, right");
    }

    [Fact]
    public void A_model_without_labels_needs_them()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge(null)), data = Samples.WriteFolder(folder, "data");
        CommandLine.Fail(1, ["evaluate", model, data], "--labels");
    }

    [Fact]
    public void A_folder_without_class_folders_is_refused()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        folder.Write("data/a.pgm", Samples.Picture(2, 1));
        CommandLine.Fail(1, ["evaluate", model, folder["data"]], "folder for each class");
        CommandLine.Fail(1, ["evaluate", model, folder["none"]], "none");
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), data = Samples.WriteFolder(folder, "data");
        folder.Write("data/left/broken.pgm", "P5 8 8"u8.ToArray());
        CommandLine.Fail(1, ["evaluate", model, data], "broken.pgm");
    }
}
