using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Recipes;

/// <summary>The phrase "okay robin" in a stream: causal convolutions on log-mel frames, trained on synthesized voices.</summary>
public sealed class WakeWordRecipe : Recipe
{
    /// <summary>The phrase, and the model's only label.</summary>
    public const string Phrase = "okay robin";

    private const string SpeechFolder = "../shared/data/speech";
    private const int WindowFrames = 108, PhraseWindows = 10000, OtherWindows = 12000, ValidationWindows = 200, CalibrationSequences = 12, CalibrationFrames = 100;

    /// <summary>Features of one frame, every 20 ms.</summary>
    public static MfccOptions Features { get; } = new() { Frames = 1, Coefficients = 0, LowHz = 60, HighHz = 7600, LogOffset = 0.01 };

    /// <inheritdoc/>
    public override string Name => "wakeword";

    /// <inheritdoc/>
    public override string Summary => "the phrase \"okay robin\" in a stream of sound, frame by frame";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on synthesized speech and on Speech Commands clips (CC-BY-4.0)";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 10, LearningRate = 4e-3, BatchSize = 64, WeightDecay = 0.05, Threads = 2 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        string spoken = Path.Combine(call.Cache, Name, "spoken");
        string speech = call.Data ?? Folders.FirstThatExists(SpeechFolder)
            ?? throw new InputException("No speech recordings; give --data with a folder that holds one or more folders of Speech Commands class folders.");
        ILookup<Part, SpeechClip> recorded = WakeWordClips.Recorded(speech, Path.Combine(call.Cache, Name));
        ModelFolder folder = new(output, Name);
        if (call.IsMeasuredOnly)
        {
            Int8Model written = folder.Open();
            using FloatRunner inFloat = FloatRunner.ForGraph(FloatGraph.Read(folder.FloatModel));
            folder.CompareMetrics(Figures(inFloat, written, spoken, recorded), console);
            return;
        }

        WakeWordClips train = WakeWordClips.Read(spoken, recorded, Part.Train), validation = WakeWordClips.Read(spoken, recorded, Part.Validation);
        random.manual_seed(call.Options.Seed);
        using StreamingNetwork network = new(
            Name, Features.FeaturesPerFrame, new(5, 48), new(9, 48), new(9, 48), new(13, 48), new(13, 48), new(21, 64));
        FrameWindow[] windows = Windows(train, network.Past, PhraseWindows, OtherWindows, call.Options);
        FrameWindow[] seen = Windows(validation, network.Past, ValidationWindows, ValidationWindows * 2, call.Options);
        console.WriteLine($"{train.Phrases.Count} phrases, {train.Confusables.Count} that sound alike, {train.Sentences.Count} sentences and texts, {train.Words.Count} recorded words to learn from; validation {validation.Phrases.Count} phrases");
        History history = Train(network, windows, seen, call, resume, console);
        Graph graph = StreamingGraph.Build(network, (float)Math.Log(Features.LogOffset));
        float difference = FrameModel.LargestDifference(graph, network, seen.Take(16));
        console.WriteLine(FormattableString.Invariant($"largest difference between TorchSharp and ONNX Runtime {difference:0.0e+0}"));
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        Int8Model int8 = folder.Write(graph, Sequences(windows), new ModelFacts(Licence, new SpectrogramSpec { Features = Features }.ToString(), [Phrase]));
        folder.WriteCurves(history);
        folder.WriteMetrics(Figures(runner, int8, spoken, recorded), console);
    }

    private static IReadOnlyList<string> Figures(FloatRunner runner, Int8Model int8, string spoken, ILookup<Part, SpeechClip> recorded)
    {
        WakeWordScore score = new(Features, FrameModel.Of(runner), FrameModel.Of(int8));
        string[] more = [.. new[] { Folders.FirstThatExists("../shared/data/vad/test.wav") }.OfType<string>()];
        return new WakeWordReport(score, spoken, recorded, more).Lines();
    }

    /// <summary>Trains, or takes the weights of the last run, whose folder was not written to its end.</summary>
    private static History Train(StreamingNetwork network, FrameWindow[] windows, FrameWindow[] seen, RecipeCall call, bool resume, IAnsiConsole console)
    {
        string checkpoints = Path.Combine(call.Cache, network.GetName(), $"checkpoints-{call.Options.Seed}");
        string weights = Path.Combine(checkpoints, "weights.bin"), figures = Path.Combine(checkpoints, "history.json");
        if (resume && File.Exists(weights))
        {
            network.load(weights);
            network.eval();
            return History.Read(figures);
        }

        FrameTrainer trainer = new(network, call.Options, new WakeWordOptions());
        trainer.Run(windows, seen, e => console.WriteLine(FormattableString.Invariant(
            $"epoch {e.Number}: training loss {e.TrainLoss:0.0000} accuracy {e.TrainAccuracy:0.0000}, validation loss {e.ValidationLoss:0.0000} accuracy {e.ValidationAccuracy:0.0000}")));
        Directory.CreateDirectory(checkpoints);
        network.save(weights);
        trainer.History.Write(figures);
        return trainer.History;
    }

    /// <summary>Windows in a fixed order; each one has chances of its own, so that the number of threads does not matter.</summary>
    private static FrameWindow[] Windows(WakeWordClips clips, int past, int phrases, int others, TrainingOptions options)
    {
        FrameWindow[] windows = new FrameWindow[phrases + others];
        Parallel.For(
            0,
            windows.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
            () => new FrameWindowMaker(clips, Features with { Frames = WindowFrames }, past),
            (i, _, maker) =>
            {
                Random chance = new((options.Seed * 1_000_003) + i);
                windows[i] = i < phrases ? maker.WithPhrase(chance) : maker.WithoutPhrase(chance);
                return maker;
            },
            _ => { });
        return windows;
    }

    /// <summary>The ends of some windows, a third of them with the phrase.</summary>
    private static float[][][] Sequences(FrameWindow[] windows) => [.. Enumerable.Range(0, CalibrationSequences).Select(i =>
        new[] { windows[i % 3 == 0 ? i : PhraseWindows + i].Features[^(CalibrationFrames * Features.FeaturesPerFrame)..] })];
}
