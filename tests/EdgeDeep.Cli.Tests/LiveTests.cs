using System.Diagnostics;
using System.Text.Json;
using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Listening live, recording and tuning, on recordings that stand for a microphone.</summary>
public sealed class LiveTests : IDisposable
{
    private static readonly string WakeWord = Repository.Model("wakeword"), Recording = Path.Combine(Repository.Models, "wakeword", "recording.wav");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_become_events_and_the_summary_counts_everything()
    {
        string[] lines = CommandLine.Succeed("listen", WakeWord, "--threshold", "0.6", "--simulate", Recording, "--fast", "--json").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] documents = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["okay robin", "okay robin", "okay robin"], documents[..^1].Select(word => word.GetProperty("label").GetString()));
        Assert.Equal((3, 0, 0), (documents[^1].GetProperty("words").GetInt32(), documents[^1].GetProperty("droppedSamples").GetInt32(), documents[^1].GetProperty("overruns").GetInt32()));
        Assert.Equal(WavReader.Read(Recording).Duration.TotalSeconds, documents[^1].GetProperty("seconds").GetDouble(), 0.01);
        Assert.Equal(
            CommandLine.Succeed("listen", WakeWord, Recording, "--threshold", "0.6", "--json").Json.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("seconds").GetDouble()),
            documents[..^1].Select(word => word.GetProperty("seconds").GetDouble()));
    }

    [Fact]
    public void The_users_command_gets_the_event_in_its_environment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        CommandLine.Succeed("listen", WakeWord, "--threshold", "0.6", "--simulate", Recording, "--fast", "--on-event", $"printf '%s|%s|%s\\n' \"$EDGEDEEP_EVENT\" \"$EDGEDEEP_LABEL\" \"$EDGEDEEP_SECONDS\" >> {_folder["events"]}");
        Assert.StartsWith("word|okay robin|3.23", File.ReadAllLines(_folder["events"])[0], StringComparison.Ordinal);
        Assert.Matches("[1-3] ended with an error", CommandLine.Succeed("listen", WakeWord, "--threshold", "0.64", "--simulate", Recording, "--fast", "--on-event", "exit 3").Out);
    }

    [Fact]
    public void An_interrupt_ends_with_the_summary_and_success()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX signals");
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", typeof(Cli).Assembly.Location, "listen", WakeWord, "--simulate", Recording, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process tool = Process.Start(start)!;
        Assert.Contains("listening to", tool.StandardError.ReadLine(), StringComparison.Ordinal);
        CCompiler.Run("kill", "-INT", $"{tool.Id}");
        string last = tool.StandardOutput.ReadToEnd().Trim().Split('\n')[^1];
        tool.WaitForExit();
        Assert.Equal(0, tool.ExitCode);
        Assert.InRange(JsonDocument.Parse(last).RootElement.GetProperty("seconds").GetDouble(), 0.01, 12);
    }

    [Fact]
    public void Clips_are_recorded_behind_those_that_are_there()
    {
        _folder.Write("clips/yes/0001.wav", [1]);
        string[] files = [.. CommandLine.Succeed("record", "yes", "-o", _folder["clips"], "--count", "2", "--seconds", "1.5", "--pause", "0.5", "--simulate", Recording, "--fast", "--json").Json
            .GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Equal([_folder["clips/yes/0002.wav"], _folder["clips/yes/0003.wav"]], files);
        AudioClip second = WavReader.Read(files[1]);
        float[] all = WavReader.Read(Recording).Samples;
        Assert.Equal(24000, second.Samples.Length);
        Assert.Equal(all.AsSpan(8000 + 24000 + 8000, 24000).ToArray(), second.Samples);
        Assert.Equal([1], File.ReadAllBytes(_folder["clips/yes/0001.wav"]));
        Assert.Contains("ended after 3 of 10 clips", CommandLine.Succeed("record", "no", "-o", _folder["clips"], "--seconds", "3", "--simulate", Recording, "--fast").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_threshold_is_measured()
    {
        float[] all = WavReader.Read(Recording).Samples;
        using (FileStream said = File.Create(_folder.Write("said/one.wav", [])), other = File.Create(_folder.Write("other/two.wav", [])))
        {
            WavWriter.Write(said, all.AsSpan(27000, 30000), 16000);
            WavWriter.Write(other, all.AsSpan(0, 27000), 16000);
        }

        JsonElement report = CommandLine.Succeed("tune", WakeWord, "--positives", _folder["said"], "--negatives", _folder["other"], "--json").Json;
        JsonElement[] points = [.. report.GetProperty("points").EnumerateArray()];
        Assert.Equal(20, points.Length);
        Assert.Equal(0, points[0].GetProperty("missed").GetInt32());
        Assert.Equal(0, points[^1].GetProperty("falseAccepts").GetInt32());
        Assert.True(points[^1].GetProperty("high").GetDouble() > 3600 / (27000 / 16000.0) * 3);
        Assert.InRange(report.GetProperty("threshold").GetDouble(), 0.1, 0.99);
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        CommandLine.Fail(2, ["listen", WakeWord, Recording, "--fast"], "--fast", "RECORDING");
        CommandLine.Fail(2, ["listen", WakeWord, "--stdin", "--simulate", Recording], "one of");
        CommandLine.Fail(2, ["listen", WakeWord, "--repeat", "3", "--stdin"], "--simulate");
        CommandLine.Fail(1, ["listen", WakeWord, "--simulate", _folder["none"]], "does not exist");
        CommandLine.Fail(2, ["record", "a/b", "-o", _folder["clips"]], "name of a folder");
        CommandLine.Fail(2, ["record", "a", "-o", _folder["clips"], "--seconds", "0"], "--seconds");
        CommandLine.Fail(2, ["record", "a", "-o", _folder["clips"], "--rate", "10"], "--rate");
        Directory.CreateDirectory(_folder["empty"]);
        CommandLine.Fail(1, ["tune", WakeWord, "--positives", _folder["empty"], "--negatives", _folder["empty"]], "empty");
        CommandLine.Fail(2, ["tune", WakeWord, "--positives", "a", "--negatives", "b", "--false-accepts-per-hour", "-1"], "from 0");
        Assert.Equal([], _folder.Files());
    }
}
