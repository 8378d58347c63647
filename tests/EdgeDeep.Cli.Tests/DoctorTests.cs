using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class DoctorTests
{
    [Fact]
    public void This_machine_has_what_the_commands_need()
    {
        JsonElement json = CommandLine.Succeed("doctor", "--json").Json;
        Assert.True(json.GetProperty("isReady").GetBoolean());
        Dictionary<string, JsonElement> checks = json.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!);
        Assert.Equal("loads and computes", checks["ONNX Runtime"].GetProperty("detail").GetString());
        Assert.True(checks["SkiaSharp"].GetProperty("found").GetBoolean());
        Assert.Contains("alsa-utils", checks["arecord"].GetProperty("install").GetString(), StringComparison.Ordinal);
        Assert.False(checks["arecord"].GetProperty("isRequired").GetBoolean());
    }

    [Fact]
    public void Text_has_a_line_for_each_check() =>
        Assert.Contains("ONNX Runtime", CommandLine.Succeed("doctor").Out, StringComparison.Ordinal);
}
