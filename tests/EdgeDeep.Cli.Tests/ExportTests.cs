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
    public void A_sound_model_brings_its_front_end()
    {
        using TempFolder folder = new();
        string model = Path.Combine(ZooTests.Models, "keywords", "keywords.edge");
        JsonElement json = CommandLine.Succeed("export", model, "--to", "c", "--with-front-end", "--step", "0.2", "-o", folder["out"], "--json").Json;
        JsonElement frontEnd = json.GetProperty("frontEnd");
        Assert.Equal("16000 480 320 3200", $"{frontEnd.GetProperty("sampleRate")} {frontEnd.GetProperty("frameSamples")} {frontEnd.GetProperty("frameStride")} {frontEnd.GetProperty("inferenceSamples")}");
        string header = File.ReadAllText(folder["out/keywords.h"]);
        Assert.Contains("int32_t keywords_feed(const int16_t *samples, int32_t count);", header, StringComparison.Ordinal);
        Assert.DoesNotContain("keywords_invoke", header, StringComparison.Ordinal);
        Assert.DoesNotContain("keywords_input0", header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_end_that_cannot_be_is_refused()
    {
        using TempFolder folder = new();
        string keywords = Path.Combine(ZooTests.Models, "keywords", "keywords.edge"), digits = Path.Combine(ZooTests.Models, "digits", "digits.edge");
        CommandLine.Fail(1, ["export", digits, "--to", "c", "--with-front-end", "-o", folder["out"]], "no fixed-point front end", "image");
        CommandLine.Fail(2, ["export", keywords, "--to", "c", "--step", "0.2", "-o", folder["out"]], "--with-front-end");
        CommandLine.Fail(2, ["export", keywords, "--to", "c", "--with-front-end", "--step", "0", "-o", folder["out"]], "--step");
        CommandLine.Fail(1, ["export", keywords, "--to", "c", "--with-front-end", "--preprocess", "micro-speech", "-o", folder["out"]], "49x40");
        Assert.False(Directory.Exists(folder["out"]));
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
