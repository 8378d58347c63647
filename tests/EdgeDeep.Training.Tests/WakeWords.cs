using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Recipes;
using EdgeDeep.Training.Writing;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>What the wake word recipe is made of, on sounds made here.</summary>
[Collection(TorchCollection.Name)]
public sealed class WakeWords
{
    private static readonly MfccOptions Features = new() { Frames = 60, Coefficients = 0, MelBins = 20, HighHz = 7600, LogOffset = 0.01 };

    [Fact]
    public void Frames_in_a_stream_give_the_answers_of_whole_windows()
    {
        random.manual_seed(5);
        using StreamingNetwork network = new("stream", 6, new(3, 8), new(5, 8), new(4, 12));
        network.train();
        for (int i = 0; i < 20; i++)
        {
            network.call((randn(8, 30, 6) * 2) + 0.5);
        }

        network.eval();
        Assert.Equal(2 + 4 + 3, network.Past);
        Graph graph = StreamingGraph.Build(network, -1);
        FrameWindow[] windows = [.. Enumerable.Range(0, 4).Select(_ => new FrameWindow(randn(30, 6).data<float>().ToArray(), new sbyte[30]))];
        Assert.InRange(FrameModel.LargestDifference(graph, network, windows), 0, 1e-5f);

        // Frames of silence before the first one are what the first state starts as; deeper ones start as zeros.
        Assert.Equal([-1f, 0f, 0f], graph.States.Select(state => BitConverter.ToSingle(state.Initial)));
    }

    [Fact]
    public void A_written_folder_holds_sequences_and_an_int8_model_that_streams()
    {
        random.manual_seed(6);
        using StreamingNetwork network = new("small", 6, new(3, 8), new(5, 8));
        network.eval();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("wakeword");
        try
        {
            Graph graph = StreamingGraph.Build(network, 0);
            float[][][] sequences = [.. Enumerable.Range(0, 5).Select(_ => new[] { randn(20, 6).data<float>().ToArray() })];
            Int8Model int8 = new ModelFolder(folder.FullName, "small").Write(graph, sequences, new ModelFacts("MIT"));
            using FloatRunner runner = FloatRunner.ForGraph(graph);
            float[] expected = FrameModel.Of(runner).Answers(sequences[0][0], 6), actual = FrameModel.Of(int8).Answers(sequences[0][0], 6);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.05f));
            Assert.Equal(actual, FrameModel.Of(int8).Answers(sequences[0][0], 6));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_tone_is_learnt_as_if_it_were_a_phrase()
    {
        WakeWordClips clips = new([Tone(900, 0.3)], [Tone(300, 0.3), Tone(2500, 0.2)], [Tone(200, 2)], [Tone(4000, 0.4)], []);
        FrameWindowMaker maker = new(clips, Features, 24);
        Random chance = new(3);
        FrameWindow[] windows = [.. Enumerable.Range(0, 160).Select(i => i % 2 == 0 ? maker.WithPhrase(chance) : maker.WithoutPhrase(chance))];
        Assert.All(windows, window => Assert.Equal(60 * 20, window.Features.Length));
        Assert.All(windows.Where((_, i) => i % 2 == 0), window => Assert.True(window.HasPhrase));
        Assert.DoesNotContain(windows.Where((_, i) => i % 2 == 1), window => window.HasPhrase);

        random.manual_seed(1);
        using StreamingNetwork network = new("tone", 20, new(5, 16), new(21, 16));
        FrameTrainer trainer = new(network, new TrainingOptions { Epochs = 6, BatchSize = 16, LearningRate = 1e-2 }, new WakeWordOptions { AveragedFrames = 3 });
        trainer.Run(windows[..120], windows[120..], _ => { });
        Assert.InRange(trainer.History.Best()!.ValidationAccuracy, 0.85, 1);
        Assert.True(trainer.History.Epochs[^1].TrainLoss < trainer.History.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Targets_start_when_the_phrase_ends()
    {
        sbyte[] targets = FrameWindow.TargetsOf(60, 20);
        Assert.Equal((0, -1, 1, 1, -1, 0), (targets[9], targets[10], targets[20], targets[31], targets[32], targets[46]));
        Assert.All(FrameWindow.TargetsOf(60, null), target => Assert.Equal(0, target));
    }

    [Fact]
    public void A_stream_is_scored_frame_by_frame_at_the_stated_noise()
    {
        int resets = 0;
        WakeWordScore score = new(Features, new FrameModel("loud", () => resets++, frame => frame.Max() > 0 ? 1 : 0));
        float[] sound = WakeWordScore.InNoise(Tone(900, 0.3), Tone(60, 1), 60);
        float[] answers = Assert.Single(score.Answers(sound));
        Assert.Equal(((sound.Length - 480) / 320) + 1, answers.Length);
        Assert.Equal(1, resets);
        Assert.Equal(1, WakeWordScore.Heard(answers, new WakeWordOptions { AveragedFrames = 4 }));
        Assert.Equal(0, WakeWordScore.Heard(answers, new WakeWordOptions { AveragedFrames = 40 }));
        float[] noisy = WakeWordScore.InNoise(new float[16000].Select((_, i) => (float)Math.Sin(i * 0.3) * 0.1f).ToArray(), Tone(60, 1), 6);
        double noise = noisy[..16000].Sum(sample => sample * sample) / 16000;
        Assert.Equal(0.005 / Math.Pow(10, 0.6), noise, 1e-5);
    }

    [Fact]
    public void The_report_counts_misses_and_false_accepts_by_voice()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("wakeword");
        try
        {
            foreach (string part in (string[])["validation", "test"])
            {
                // The phrase is a loud tone; voice "b" speaks it too softly, and one text holds it.
                Write(folder, $"{part}/phrase/a_0.wav", Tone(1000, 0.5));
                Write(folder, $"{part}/phrase/b_0.wav", [.. Tone(1000, 0.5).Select(sample => sample / 1000)]);
                Write(folder, $"{part}/confusable/a_0.wav", Tone(100, 0.5));
                Write(folder, $"{part}/sentence/a_0.wav", Tone(100, 1));
                Write(folder, $"{part}/text/a_0.wav", part == "test" ? [.. Tone(100, 2), .. Tone(1000, 1), .. Tone(100, 2)] : Tone(100, 2));
            }

            ILookup<Part, SpeechClip> recorded = new[] { new SpeechClip(Tone(50, 1), 0, false), new SpeechClip(Tone(100, 1), 1, false) }
                .SelectMany(clip => new[] { Part.Validation, Part.Test }.Select(part => (part, clip))).ToLookup(pair => pair.part, pair => pair.clip);
            FrameModel model = new("tone", () => { }, frame => frame.AsSpan().IndexOf(frame.Max()) > 10 && frame.Max() > 0 ? 1 : 0);
            IReadOnlyList<string> lines = new WakeWordReport(new WakeWordScore(WakeWordRecipe.Features, model), folder.FullName, recorded, []).Lines();
            Assert.Contains("threshold 0.50 for the mean of 8 frames", lines);
            Assert.Contains("misses, a, alone: tone 0/1 = 0.0000", lines);
            Assert.Contains("misses, b, alone: tone 1/1 = 1.0000", lines);
            Assert.Contains("misses, all voices (every second clip), 20 dB over noise: tone 0/1 = 0.0000", lines);
            Assert.Contains("heard confusable phrases (every second clip), one at a time: tone 0/1 = 0.0000", lines);
            Assert.StartsWith("false accepts, read texts (synthesized, every third one), 0.001 h: tone 1 = ", lines[^1], StringComparison.Ordinal);
            Assert.DoesNotContain(lines, line => line.Contains("continuous", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(30, 20.241, 42.827)]
    public void Poisson_intervals_are_those_of_the_tables(int events, double low, double high)
    {
        (double a, double b) = PoissonInterval.Of(events);
        Assert.Equal(low, a, 1e-3);
        Assert.Equal(high, b, 1e-3);
    }

    private static void Write(DirectoryInfo folder, string name, float[] samples)
    {
        string path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using BinaryWriter wav = new(File.Create(path));
        wav.Write("RIFF"u8);
        wav.Write(36 + (samples.Length * 2));
        wav.Write("WAVEfmt "u8);
        foreach (int field in (int[])[16, 0x10001, 16000, 32000, 0x100002])
        {
            wav.Write(field);
        }

        wav.Write("data"u8);
        wav.Write(samples.Length * 2);
        Array.ForEach(samples, sample => wav.Write((short)(sample * 32767)));
    }

    private static float[] Tone(double hertz, double seconds) =>
        [.. Enumerable.Range(0, (int)(seconds * 16000)).Select(i => (float)(0.3 * Math.Sin(2 * Math.PI * hertz * i / 16000)))];
}
