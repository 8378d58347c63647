using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

/// <summary>The commands that the cards show do what the cards say.</summary>
public class ZooCommandTests
{
    [Fact]
    public void The_first_tutorial_quantizes_and_measures_its_table()
    {
        using TempFolder folder = new();
        string home = Path.Combine(ZooTests.Models, "pass-or-fail"), table = Path.Combine(home, "students.csv"), onnx = Path.Combine(home, "pass-or-fail.onnx"), edge = folder["p.edge"];
        CommandLine.Succeed("quantize", onnx, "-o", edge, "--calibrate", table);
        JsonElement json = CommandLine.Succeed("evaluate", edge, table, "--reference", onnx, "--json").Json;
        Assert.Equal(300, json.GetProperty("files").GetInt32());
        Assert.InRange(json.GetProperty("accuracy").GetDouble(), 0.87, 0.93);
        Assert.InRange(json.GetProperty("reference").GetProperty("differencePoints").GetDouble(), -1, 1);
        Assert.True(json.GetProperty("reference").GetProperty("agreement").GetDouble() > 0.98);
        JsonElement files = CommandLine.Succeed("run", edge, folder.Write("my.csv", "attendance,hours\n3,1\n20,9\n"u8.ToArray()), "--json").Json.GetProperty("files");
        Assert.Equal(["fail", "pass"], files.EnumerateArray().Select(file => file.GetProperty("answers")[0].GetProperty("label").GetString()));
    }

    [Fact]
    public void The_model_of_three_sensors_measures_its_scenes()
    {
        string home = Path.Combine(ZooTests.Models, "presence");
        JsonElement json = CommandLine.Succeed(
            "evaluate", Path.Combine(home, "presence.edge"), Path.Combine(home, "calibration.npz"), "--reference", Path.Combine(home, "presence.onnx"), "--json").Json;
        Assert.Equal(48, json.GetProperty("files").GetInt32());
        Assert.InRange(json.GetProperty("accuracy").GetDouble(), 0.7, 1);
        Assert.True(json.GetProperty("reference").GetProperty("agreement").GetDouble() > 0.9);
        JsonElement facts = CommandLine.Succeed("inspect", Path.Combine(home, "presence.edge"), "--json").Json;
        Assert.Equal(["sound", "motion", "picture"], facts.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_sound_a_table_and_a_picture_make_one_scene()
    {
        using TempFolder folder = new();
        string sound = Path.Combine(ZooTests.Models, "keywords", "clips", "yes", "rms_yes_1.1_100.wav");
        string motion = folder.Write("motion.csv", System.Text.Encoding.UTF8.GetBytes("x,y,z\n" + string.Concat(Enumerable.Repeat("0.01,-0.01,0\n", 20))));
        string picture = folder.Write("picture.pgm", [.. "P5 24 24 255\n"u8, .. Enumerable.Repeat((byte)90, 576)]);
        JsonElement files = CommandLine.Succeed("run", Path.Combine(ZooTests.Models, "presence", "presence.edge"), sound, motion, picture, "--json").Json.GetProperty("files");
        Assert.Equal("speaking", files[0].GetProperty("answers")[0].GetProperty("label").GetString());
    }
}
