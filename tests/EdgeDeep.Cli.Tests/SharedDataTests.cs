using System.Text.Json;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>The commands on real models and recordings; references are TensorFlow Lite Micro's bytes.</summary>
public class SharedDataTests
{
    private const string KeywordLabels = "down,go,left,no,off,on,right,stop,up,yes,_silence_,_unknown_";

    [Theory]
    [InlineData("kws_ref_model_int8")]
    [InlineData("vww_96_int8")]
    [InlineData("ic_resnet8_int8")]
    [InlineData("ad01_int8")]
    [InlineData("person_detect")]
    [InlineData("micro_speech_quantized")]
    public void Int8_models_convert_and_run_to_the_golden_bytes(string name)
    {
        using JsonDocument info = JsonDocument.Parse(SharedData.Read($"golden/{name}/info.json"));
        string model = SharedData.PathOf(info.RootElement.GetProperty("source").GetString()!);
        JsonElement golden = info.RootElement.GetProperty("cases")[0];
        using TempFolder folder = new();
        JsonElement quantized = CommandLine.Succeed("quantize", model, "-o", folder["m.edge"], "--json").Json;
        Assert.True(quantized.GetProperty("isConverted").GetBoolean());
        string input = SharedData.PathOf($"golden/{name}/{golden.GetProperty("inputs")[0].GetString()}");
        byte[] expected = SharedData.Read($"golden/{name}/{golden.GetProperty("outputs")[0].GetString()}");
        foreach (string path in (string[])[folder["m.edge"], model])
        {
            CommandLine.Succeed("run", path, "--raw-input", input, "--raw-output", folder["out"]);
            Assert.Equal(expected, File.ReadAllBytes(folder["out/out0.bin"]));
        }

        JsonElement inspected = CommandLine.Succeed("inspect", folder["m.edge"], "--json").Json;
        Assert.Equal(info.RootElement.GetProperty("macs").GetInt64(), inspected.GetProperty("macs").GetInt64());
    }

    [Fact]
    public void The_vendors_keyword_model_scores_as_in_tensorflow_lite_micro()
    {
        string model = SharedData.PathOf("mlperf-tiny/kws_ref_model_int8.tflite"), clips = SharedData.PathOf("speech/speech_commands_v0.02_test");
        JsonElement json = CommandLine.Succeed("evaluate", model, clips, "--labels", KeywordLabels, "--json").Json;
        Assert.Equal(480, json.GetProperty("files").GetInt32());
        Assert.Equal(433, json.GetProperty("correct").GetInt32());
    }

    [Fact]
    public void Calibration_given_for_an_int8_model_is_warned_about()
    {
        using TempFolder folder = new();
        Outcome outcome = CommandLine.Succeed(
            "quantize", SharedData.PathOf("mlperf-tiny/kws_ref_model_int8.tflite"), "-o", folder["m.edge"], "--calibrate", "anything", "--labels", KeywordLabels);
        Assert.Contains("warning: --calibrate changed nothing", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("converted as it stands", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("_silence_", CommandLine.Succeed("inspect", folder["m.edge"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_quantizes_compares_and_recognizes()
    {
        string data = Path.GetDirectoryName(SharedData.PathOf("SOURCES.md"))!;
        using TempFolder folder = new();
        JsonElement json = CommandLine.Succeed("demo", "--data", data, "--output", folder["kws.edge"], "--json").Json;
        JsonElement evaluation = json.GetProperty("evaluate");
        Assert.InRange(evaluation.GetProperty("accuracy").GetDouble(), 0.89, 1);
        Assert.InRange(evaluation.GetProperty("reference").GetProperty("differencePoints").GetDouble(), -1, 1);
        Assert.Equal("yes", json.GetProperty("run").GetProperty("files")[0].GetProperty("answers")[0].GetProperty("label").GetString());
        Assert.Equal(3, json.GetProperty("commands").GetArrayLength());
    }

    [Fact]
    public void Without_data_the_demo_says_what_it_needs()
    {
        using TempFolder folder = new();
        CommandLine.Fail(1, ["demo", "--data", folder.Path], "kws_dscnn_float.onnx", "--data");
    }
}
