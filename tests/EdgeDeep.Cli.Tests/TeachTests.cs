using System.Text.Json;
using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>A keyword model learns a sound that it has never heard.</summary>
public sealed class TeachTests : IDisposable
{
    private static readonly string Keywords = Repository.Model("keywords"), Clips = Path.Combine(Repository.Models, "keywords", "clips");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_sound_is_recognized_and_forgotten_again()
    {
        string data = WriteClips(9), taught = _folder["taught.edge"], back = _folder["back.edge"];
        JsonElement report = CommandLine.Succeed("teach", Keywords, data, "-o", taught, "--json").Json;
        Assert.Equal("beep", Assert.Single(report.GetProperty("added").EnumerateArray()).GetString());
        JsonElement accuracy = report.GetProperty("accuracy"), beep = accuracy.GetProperty("added")[0];
        Assert.Equal(3, beep.GetProperty("samples").GetInt32());
        Assert.InRange(beep.GetProperty("correct").GetInt32(), 2, 3);
        int before = accuracy.GetProperty("knownBefore").GetProperty("correct").GetInt32(), after = accuracy.GetProperty("knownAfter").GetProperty("correct").GetInt32();
        Assert.InRange(after, before - 1, before + 1);
        Assert.Contains("beep", CommandLine.Succeed("run", taught, Directory.GetFiles(Path.Combine(data, "beep"))[0]).Out.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("--undo takes the last one back", CommandLine.Succeed("teach", Keywords, data, "-o", taught).Out, StringComparison.Ordinal);
        CommandLine.Succeed("teach", taught, "--undo", "-o", back);
        Assert.Equal(File.ReadAllBytes(Keywords), File.ReadAllBytes(back));
    }

    [Fact]
    public void Known_classes_change_only_where_they_are_named()
    {
        string data = WriteClips(0), taught = _folder["taught.edge"];
        CommandLine.Fail(1, ["teach", Keywords, data, "-o", taught], "nothing to learn");
        JsonElement report = CommandLine.Succeed("teach", Keywords, data, "-o", taught, "--improve", "yes, no", "--test", Clips, "--json").Json;
        Assert.Equal(["yes", "no"], report.GetProperty("improved").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(36, report.GetProperty("accuracy").GetProperty("all").GetProperty("samples").GetInt32());
        CommandLine.Fail(1, ["teach", Keywords, data, "-o", taught, "--improve", "maybe"], "maybe", "knows no such class");
    }

    [Fact]
    public void Wrong_input_is_one_sentence_and_writes_nothing()
    {
        string data = WriteClips(2), target = _folder["taught.edge"];
        CommandLine.Fail(1, ["teach", Keywords, data, "-o", target], "'beep'", "at least 3");
        CommandLine.Fail(1, ["teach", Repository.Model("keywords", "onnx"), data, "-o", target], ".edge");
        CommandLine.Fail(1, ["teach", Repository.Model("digits-gan"), data, "-o", target], "cannot learn on a device");
        CommandLine.Fail(1, ["teach", Keywords, "--undo", "-o", target], "never taught");
        CommandLine.Fail(2, ["teach", Keywords, data], "-o");
        CommandLine.Fail(2, ["teach", Keywords, "-o", target], "DATA");
        CommandLine.Fail(2, ["teach", Keywords, data, "-o", target, "--rate", "2"], "--rate");
        Assert.False(File.Exists(target));
    }

    /// <summary>The shipped clips, and so many beeps of different pitch.</summary>
    private string WriteClips(int beeps)
    {
        foreach (string file in Directory.EnumerateFiles(Clips, "*.wav", SearchOption.AllDirectories))
        {
            _folder.Write(Path.Combine("data", Path.GetRelativePath(Clips, file)), File.ReadAllBytes(file));
        }

        for (int i = 0; i < beeps; i++)
        {
            float[] samples = [.. Enumerable.Range(0, 16000).Select(n => n is > 4000 and < 12000 ? 0.4f * MathF.Sin(n * (0.5f + (0.02f * i))) : 0)];
            using MemoryStream wav = new();
            WavWriter.Write(wav, samples, 16000);
            _folder.Write(Path.Combine("data", "beep", $"{i}.wav"), wav.ToArray());
        }

        return _folder["data"];
    }
}
