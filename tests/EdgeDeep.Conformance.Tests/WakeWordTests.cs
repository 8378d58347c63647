using System.Text.Json;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Unmodified microWakeWord models: probabilities and decisions are those of the reference, recording by recording.</summary>
public class WakeWordTests
{
    public static TheoryData<string> Models => ["v1/okay_nabu", "v2/alexa", "v2/hey_jarvis", "v2/okay_nabu", "v2/vad"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_probability_and_decision_is_the_same(string name)
    {
        WakeWord wakeWord = Load(name);
        using JsonDocument info = JsonDocument.Parse(SharedData.Read("golden/e2e_microwakeword/info.json"));
        JsonElement runs = info.RootElement.GetProperty("models").EnumerateArray()
            .Single(model => model.GetProperty("model").GetString()!.EndsWith($"/{name}.tflite", StringComparison.Ordinal)).GetProperty("runs");
        int compared = 0;
        foreach (JsonElement run in runs.EnumerateArray())
        {
            (byte[] probabilities, int[] above) = Listen(wakeWord, Sound(run));
            string file = run.GetProperty("file").GetString()!;
            Assert.Equal(SharedData.Read($"golden/e2e_microwakeword/{file}"), probabilities);
            Assert.True(run.GetProperty("n_fire").GetInt32() == above.Length, $"{file}: {above.Length} answers above the cutoff");
            JsonElement first = run.GetProperty("first_fire_invoke");
            int? expected = first.ValueKind == JsonValueKind.Null ? null : first.GetInt32(), actual = above.Length > 0 ? above[0] : null;
            Assert.Equal(expected, actual);
            compared++;
        }

        Assert.True(compared > 20);
    }

    /// <summary>Each phrase model hears its own recordings, none of the other wake words, and nothing in other speech.</summary>
    [Theory]
    [InlineData("v2/alexa", "alexa")]
    [InlineData("v2/hey_jarvis", "hey_jarvis")]
    [InlineData("v2/okay_nabu", "okay_nabu")]
    public void A_wake_word_is_heard_and_other_speech_is_not(string name, string phrase)
    {
        WakeWord wakeWord = Load(name);
        List<string> missed = [], wrong = [];
        double seconds = 0;
        foreach (string path in SupportedFiles.Find(SharedData.PathOf("micro-wake-word/wav"), SupportedFiles.Sound))
        {
            int heard = Detections(wakeWord, path);
            bool isOwn = Path.GetFileName(path).StartsWith(phrase, StringComparison.Ordinal);
            missed.AddRange(isOwn && heard == 0 ? [Path.GetFileName(path)] : []);
            wrong.AddRange(!isOwn && heard > 0 ? [Path.GetFileName(path)] : []);
        }

        IReadOnlyList<string> others = SupportedFiles.Find(SharedData.PathOf("speech/speech_commands_v0.02_test"), SupportedFiles.Sound);
        foreach (string path in others.Where((_, i) => i % 8 == 0))
        {
            wrong.AddRange(Detections(wakeWord, path) > 0 ? [Path.GetFileName(path)] : []);
            seconds += 3;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: not heard: {string.Join(", ", missed)}; heard wrongly: {string.Join(", ", wrong)}; {seconds / 60:0.0} minutes of other words");
        Assert.Empty(wrong);
        Assert.Empty(missed);
    }

    /// <summary>How often the word is heard in a recording between two seconds of silence.</summary>
    private static int Detections(WakeWord wakeWord, string path)
    {
        List<WakeWordDetection> heard = [];
        wakeWord.Reset();
        wakeWord.Accept(new float[16000], heard);
        wakeWord.Accept(WavReader.Read(path).AtRate(16000).Samples, heard);
        wakeWord.Accept(new float[16000], heard);
        return heard.Count;
    }

    private static (byte[] Probabilities, int[] Above) Listen(WakeWord wakeWord, short[] samples)
    {
        List<byte> probabilities = [];
        List<int> above = [];
        wakeWord.Reset();
        for (int at = 0; at < samples.Length;)
        {
            at += wakeWord.Feed(samples.AsSpan(at), out bool hasAnswer, out _);
            if (hasAnswer)
            {
                above.AddRange(wakeWord.IsAbove ? [probabilities.Count] : []);
                probabilities.Add(wakeWord.Probability);
            }
        }

        return ([.. probabilities], [.. above]);
    }

    private static short[] Sound(JsonElement run)
    {
        string wav = run.GetProperty("wav").GetString()!.Replace("final/", string.Empty, StringComparison.Ordinal);
        float[] samples = WavReader.Read(SharedData.PathOf(wav)).Samples;
        short[] pcm = new short[samples.Length], silence = new short[run.GetProperty("variant").GetString() == "pad" ? 16000 : 0];
        Pcm.FromFloat(samples, pcm);
        return [.. silence, .. pcm, .. silence];
    }

    private static WakeWord Load(string name)
    {
        WakeWordManifest manifest = WakeWordManifest.Read(SharedData.PathOf($"micro-wake-word/{name}.json"));
        return new WakeWord(new Model(PlanBuilder.Build(ModelImporter.Import(manifest.ModelPath))), manifest);
    }
}
