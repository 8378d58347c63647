using System.Text.Json;
using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

public class ListenTests
{
    private static string Keywords { get; } = Path.Combine(ZooTests.Models, "keywords");

    [Fact]
    public void Words_come_in_order_with_their_times()
    {
        JsonElement json = CommandLine.Succeed("listen", Model, Recording, "--json").Json;
        Assert.Equal(["yes", "left", "stop", "go", "on"], json.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("label").GetString()!));
        double[] seconds = [.. json.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("seconds").GetDouble())];
        Assert.Equal(seconds.Order(), seconds);
        Assert.False(json.TryGetProperty("score", out _));
    }

    [Fact]
    public void What_was_spoken_is_compared_with_what_was_heard()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["truth.csv"], "seconds,word\n0.75,yes\n2.13,right\n4.57,_unknown_\n");
        JsonElement score = CommandLine.Succeed("listen", Model, Recording, "--truth", folder["truth.csv"], "--json").Json.GetProperty("score");
        Assert.Equal("2 1 1 4", $"{score.GetProperty("spoken")} {score.GetProperty("hits")} {score.GetProperty("misses")} {score.GetProperty("falseAlarms")}");
    }

    [Fact]
    public void A_phrase_is_heard_by_a_model_that_remembers()
    {
        string folder = Path.Combine(ZooTests.Models, "wakeword"), model = Path.Combine(folder, "wakeword.edge");
        JsonElement json = CommandLine.Succeed(
            "listen", model, Path.Combine(folder, "recording.wav"), "--truth", Path.Combine(folder, "recording.csv"), "--threshold", "0.5", "--json").Json;
        JsonElement score = json.GetProperty("score");
        Assert.Equal("3 3 0 0", $"{score.GetProperty("spoken")} {score.GetProperty("hits")} {score.GetProperty("misses")} {score.GetProperty("falseAlarms")}");
        Assert.All(json.GetProperty("words").EnumerateArray(), word => Assert.Equal("okay robin", word.GetProperty("label").GetString()));
        CommandLine.Fail(1, ["run", model, Path.Combine(folder, "recording.wav")], "frame by frame", "listen");
    }

    [Fact]
    public void A_higher_threshold_hears_less()
    {
        JsonElement json = CommandLine.Succeed("listen", Model, Recording, "--threshold", "0.8", "--json").Json;
        Assert.InRange(json.GetProperty("words").GetArrayLength(), 1, 3);
    }

    [Fact]
    public void In_fixed_point_the_same_words_are_heard()
    {
        JsonElement json = CommandLine.Succeed("listen", Model, Recording, "--preprocess", ":arithmetic=fixed", "--truth", Path.ChangeExtension(Recording, ".csv"), "--json").Json;
        JsonElement score = json.GetProperty("score");
        Assert.Equal("5 5 0 0", $"{score.GetProperty("spoken")} {score.GetProperty("hits")} {score.GetProperty("misses")} {score.GetProperty("falseAlarms")}");
    }

    [Theory]
    [InlineData("hey_jarvis.tflite")]
    [InlineData("hey_jarvis.json")]
    public void A_microWakeWord_model_is_heard_with_its_manifest(string model)
    {
        string folder = SharedData.PathOf("micro-wake-word/v2"), recordings = SharedData.PathOf("micro-wake-word/wav");
        JsonElement json = CommandLine.Succeed("listen", Path.Combine(folder, model), Path.Combine(recordings, "hey_jarvis_2.wav"), "--json").Json;
        JsonElement word = Assert.Single(json.GetProperty("words").EnumerateArray());
        Assert.Equal("Hey Jarvis", word.GetProperty("label").GetString());
        Assert.Equal(0.97, json.GetProperty("threshold").GetDouble(), 1e-6);
        json = CommandLine.Succeed("listen", Path.Combine(folder, model), Path.Combine(recordings, "alexa_1.wav"), "--json").Json;
        Assert.Equal(0, json.GetProperty("words").GetArrayLength());
    }

    [Fact]
    public void Behind_a_gate_the_same_words_are_heard_with_fewer_looks()
    {
        using TempFolder folder = new();
        Assert.SkipWhen(ThirdPartyModels.Named("silero-vad")!.Find() is null, "needs the packages of models/package.json");
        string gate = folder["vad.edge"], truth = Path.ChangeExtension(Recording, ".csv");
        CommandLine.Succeed("quantize", "silero-vad", "-o", gate, "--calibrate", Path.Combine(Keywords, "clips"));
        JsonElement open = CommandLine.Succeed("listen", Model, Recording, "--truth", truth, "--json").Json;
        foreach (string arithmetic in new[] { "float", "fixed" })
        {
            JsonElement json = CommandLine.Succeed("listen", Model, Recording, "--truth", truth, "--gate", gate, "--preprocess", $":arithmetic={arithmetic}", "--json").Json;
            Assert.Equal(5, json.GetProperty("score").GetProperty("hits").GetInt32());
            Assert.Equal(0, json.GetProperty("score").GetProperty("falseAlarms").GetInt32());
            Assert.InRange(json.GetProperty("skippedLooks").GetInt32(), 5, 40);
            Assert.InRange(json.GetProperty("looks").GetInt32() + json.GetProperty("skippedLooks").GetInt32(), open.GetProperty("looks").GetInt32() - 2, open.GetProperty("looks").GetInt32() + 2);
        }

        // In silence nothing runs.
        using MemoryStream wav = new();
        WavWriter.Write(wav, new float[16000 * 5], 16000);
        JsonElement silent = CommandLine.Succeed("listen", Model, folder.Write("silence.wav", wav.ToArray()), "--gate", gate, "--json").Json;
        Assert.Equal(0, silent.GetProperty("looks").GetInt32());
        CommandLine.Fail(1, ["listen", Model, Recording, "--gate", Model], "silero-vad");
        CommandLine.Fail(1, ["listen", Path.Combine(ZooTests.Models, "wakeword", "wakeword.edge"), Recording, "--gate", gate], "frame by frame");
    }

    [Fact]
    public void A_broken_manifest_is_one_sentence()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["m.json"], """{"model":"none.tflite","micro":{"probability_cutoff":2,"sliding_window_size":5}}""");
        CommandLine.Fail(1, ["listen", folder["m.json"], Recording], "m.json", "probability_cutoff");
        File.WriteAllText(folder["m.json"], """{"model":"none.tflite","micro":{"probability_cutoff":0.5,"sliding_window_size":5}}""");
        CommandLine.Fail(1, ["listen", folder["m.json"], Recording], "none.tflite");
        CommandLine.Fail(1, ["listen", Model, Recording, "--preprocess", ":arithmetic=exact"], "float or fixed");
    }

    [Fact]
    public void Wrong_input_is_one_sentence()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["truth.csv"], "seconds,word\nsoon,yes\n");
        CommandLine.Fail(1, ["listen", Model, Recording, "--truth", folder["truth.csv"]], "line 2", "soon");
        CommandLine.Fail(1, ["listen", Model, folder["none.wav"]], "none.wav");
        CommandLine.Fail(2, ["listen", Model, Recording, "--threshold", "1.5"], "threshold");
        CommandLine.Fail(1, ["listen", Path.Combine(ZooTests.Models, "digits", "digits.edge"), Recording], "Keyword spotting");
    }

    private static string Model => Path.Combine(Keywords, "keywords.edge");

    private static string Recording => Path.Combine(Keywords, "recording.wav");
}
