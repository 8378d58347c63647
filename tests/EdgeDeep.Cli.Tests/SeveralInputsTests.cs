using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

/// <summary>Models of several inputs: archives of arrays, and one file for each input.</summary>
public class SeveralInputsTests
{
    [Fact]
    public void An_archive_is_evaluated()
    {
        using TempFolder folder = new();
        string model = folder.Write("pair.edge", Neuron.Pair()), data = folder.Write("data.npz", Neuron.Archive());
        JsonElement json = CommandLine.Succeed("evaluate", model, data, "--json", "--show-mistakes").Json;
        Assert.Equal((4, 3), (json.GetProperty("files").GetInt32(), json.GetProperty("correct").GetInt32()));
        Assert.Equal($"{data}[3]", json.GetProperty("mistakes")[0].GetProperty("file").GetString());
        Assert.Equal("tensor; tensor", json.GetProperty("preprocessing").GetString());
    }

    [Fact]
    public void An_archive_or_one_file_for_each_input_is_run()
    {
        using TempFolder folder = new();
        string model = folder.Write("pair.edge", Neuron.Pair()), data = folder.Write("data.npz", Neuron.Archive());
        string one = folder.Write("one.npy", Arrays.Npy([1, 1], 2)), two = folder.Write("two.npy", Arrays.Npy([1, 1], 6.5f));
        JsonElement all = CommandLine.Succeed("run", model, data, "--json").Json.GetProperty("files");
        Assert.Equal(["first", "second", "first", "first"], all.EnumerateArray().Select(file => file.GetProperty("answers")[0].GetProperty("label").GetString()));
        JsonElement files = CommandLine.Succeed("run", model, one, two, two, one, "--json").Json.GetProperty("files");
        Assert.Equal([6.5f, 6.5f], files.EnumerateArray().Select(file => file.GetProperty("answers")[0].GetProperty("score").GetSingle()));
        Assert.Equal(["second", "first"], files.EnumerateArray().Select(file => file.GetProperty("answers")[0].GetProperty("label").GetString()));
        Assert.Equal($"{one} + {two}", files[0].GetProperty("file").GetString());
    }

    [Fact]
    public void Each_input_is_read_as_the_model_says()
    {
        using TempFolder folder = new();
        string model = folder.Write("pair.edge", Neuron.Pair("table\ntensor"));
        string one = folder.Write("one.csv", "7\n"u8.ToArray()), two = folder.Write("two.npy", Arrays.Npy([1], 3));
        JsonElement answer = CommandLine.Succeed("run", model, one, two, "--json").Json.GetProperty("files")[0].GetProperty("answers")[0];
        Assert.Equal(7f, answer.GetProperty("score").GetSingle());
        CommandLine.Fail(1, ["run", model, one, one], "'two'", ".npy");
        JsonElement swapped = CommandLine.Succeed("run", model, two, one, "--preprocess", "tensor;table", "--json").Json.GetProperty("files")[0].GetProperty("answers")[0];
        Assert.Equal("second", swapped.GetProperty("label").GetString());
    }

    [Fact]
    public void Inspect_lists_every_input()
    {
        using TempFolder folder = new();
        string model = folder.Write("pair.edge", Neuron.Pair());
        string text = CommandLine.Succeed("inspect", model).Out;
        Assert.Contains("one: int8 [1,1]", text, StringComparison.Ordinal);
        Assert.Contains("two: int8 [1,1]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_data_is_explained()
    {
        using TempFolder folder = new();
        string model = folder.Write("pair.edge", Neuron.Pair()), data = folder.Write("data.npz", Neuron.Archive());
        string one = folder.Write("one.npy", Arrays.Npy([1, 1], 2)), many = folder.Write("many.npy", Arrays.Npy([2, 1], 2, 3));
        string unlabelled = folder.Write("u.npz", Arrays.Npz(("one.npy", Arrays.Npy([1, 1], 2)), ("two.npy", Arrays.Npy([1, 1], 2))));
        CommandLine.Fail(1, ["evaluate", model, unlabelled], "'labels'");
        CommandLine.Fail(1, ["evaluate", model, folder.Write("short.npz", Neuron.Archive([0, 1, 0]))], "4 samples", "3 labels");
        CommandLine.Fail(1, ["evaluate", model, folder.Write("high.npz", Neuron.Archive([0, 1, 0, 2]))], "label 2 at sample 3", "2 classes");
        CommandLine.Fail(1, ["evaluate", model, folder.Write("half.npz", Neuron.Archive([0, 1, 0.5f, 1]))], "0.5", "whole numbers");
        CommandLine.Fail(1, ["evaluate", model, folder.Write("other.npz", Arrays.Npz(("three.npy", Arrays.Npy([1, 1], 2))))], "three", "one, two");
        CommandLine.Fail(1, ["evaluate", model, folder.Path], "2 inputs", ".npz");
        CommandLine.Fail(1, ["run", model, one], "2 inputs", "one, two");
        CommandLine.Fail(1, ["run", model, one, many], "many.npy", "more than one sample");
        CommandLine.Fail(1, ["run", model, data, data], "run it alone");
        CommandLine.Fail(1, ["run", model, one, folder.Write("x.csv", "1\n"u8.ToArray()), "--preprocess", "table;table;table"], "3 inputs");
    }
}
