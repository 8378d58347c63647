using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class ExportTests
{
    [Fact]
    public void A_model_becomes_three_files_of_C()
    {
        using TempFolder folder = new();
        string path = folder.Write("My halves.edge", Samples.Edge());
        JsonElement json = CommandLine.Succeed("export", path, "--to", "c", "-o", folder["out"], "--json").Json;
        Assert.Equal("my_halves", json.GetProperty("name").GetString());
        Assert.Equal(
            [folder["out/my_halves.h"], folder["out/my_halves.c"], folder["out/my_halves_selftest.c"]],
            json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.All(json.GetProperty("files").EnumerateArray(), file => Assert.True(new FileInfo(file.GetString()!).Length > 500));
        Assert.Contains("MY_HALVES_LABELS 2", File.ReadAllText(folder["out/my_halves.h"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_can_be_chosen()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        Assert.Contains("pick.h", CommandLine.Succeed("export", path, "--to", "c", "-o", folder["out"], "--name", "pick").Out, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/pick.c"]));
    }

    [Fact]
    public void A_float_model_is_refused_with_what_to_do()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.onnx", Samples.FloatOnnx());
        CommandLine.Fail(1, ["export", path, "--to", "c", "-o", folder["out"]], "float model", "quantize");
        Assert.False(Directory.Exists(folder["out"]));
    }
}
