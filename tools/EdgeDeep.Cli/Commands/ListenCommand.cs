using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Perception.WakeWords;

namespace EdgeDeep.Cli.Commands;

/// <summary>Finds the words of a keyword model in a recording.</summary>
internal static class ListenCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        KeywordSpotterOptions defaults = new();
        Argument<string> model = SharedOptions.Model("The keyword model: .edge, or int8 .tflite or .onnx; or the .json manifest of a microWakeWord model, which is also found beside its .tflite");
        Argument<string?> recording = new("RECORDING") { Description = "The sound to listen to (.wav); without it, the microphone, until Ctrl-C", Arity = ArgumentArity.ZeroOrOne };
        Option<float?> threshold = new("--threshold") { Description = $"The averaged probability that a word needs (default: {defaults.Threshold.ToString(CultureInfo.InvariantCulture)}, or the manifest's)", HelpName = "P" };
        Option<double> step = new("--step") { Description = "Seconds between two looks at the last window of sound", HelpName = "SECONDS", DefaultValueFactory = _ => defaults.StepSeconds };
        Option<int?> average = new("--average") { Description = $"How many looks a probability is averaged over (default: {defaults.AveragedSteps}, or {new WakeWordOptions().AveragedFrames} frames of a model that hears frame by frame)", HelpName = "N" };
        Option<string> truth = new("--truth") { Description = "The words that are spoken: a .csv file with the columns seconds and word; hits, misses and false alarms are counted", HelpName = "FILE.csv" };
        Option<string> gate = new("--gate") { Description = "Let the model look only while somebody speaks, as this voice activity model tells ('quantize silero-vad' makes it)", HelpName = "VAD.edge" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        LiveOptions live = new();
        Command command = new("listen", "Finds the words of a keyword model in a recording, or live from a microphone.") { model, recording, threshold, step, average, truth, gate, preprocess, labels };
        live.AddTo(command);
        bind(command, context =>
        {
            KeywordSpotterOptions options = new()
            {
                Threshold = context.Value(threshold) ?? defaults.Threshold,
                StepSeconds = context.Value(step),
                AveragedSteps = context.Value(average) ?? defaults.AveragedSteps,
            };
            if (options.Problem() is string problem)
            {
                throw new UsageException(problem);
            }

            ListenCall call = new(context.Value(model), context.Parse.GetValue(recording) ?? string.Empty, options)
            {
                AveragedFrames = context.Value(average) ?? new WakeWordOptions().AveragedFrames,
                Manifest = ManifestOf(context.Value(model), context.Value(threshold), context.Value(average)),
                Truth = context.Value(truth),
                Gate = context.Value(gate),
                Preprocess = context.Value(preprocess),
                Labels = context.Value(labels),
            };
            if (call.Recording.Length == 0)
            {
                live.Run(context, call.Truth is null ? Listener(context, call) : throw new UsageException("--truth needs a RECORDING"));
                return;
            }

            live.RefuseWith(context, "a RECORDING");
            ListenReport report = Run(context, call);
            context.Report(report, CliJson.Default.ListenReport, terminal => Print(terminal, report));
        });
        return new CommandRow(
            command,
            $"{Cli.Name} listen wakeword.edge recording.wav --threshold 0.7",
            $"{Cli.Name} listen hey_jarvis.json recording.wav",
            $"{Cli.Name} listen keywords.edge recording.wav",
            $"{Cli.Name} listen keywords.edge recording.wav --truth recording.csv --threshold 0.7",
            $"{Cli.Name} listen keywords.edge --gate vad.edge",
            $"{Cli.Name} listen wakeword.edge --threshold 0.6 --on-event 'echo heard $EDGEDEEP_LABEL'");
    }

    /// <summary>Listens to the recording in pieces, as a microphone would give it.</summary>
    public static ListenReport Run(CommandContext context, ListenCall call)
    {
        const int Piece = 512;
        IListener listener = Listener(context, call);
        IReadOnlyList<SpokenWord> truth = call.Truth is null ? [] : SpokenWord.Read(call.Truth);
        AudioClip clip = WavReader.Read(call.Recording).AtRate(listener.SampleRate);
        List<KeywordDetection> heard = [];
        long start = Stopwatch.GetTimestamp();
        for (int at = 0; at < clip.Samples.Length; at += Piece)
        {
            context.Stop.ThrowIfCancellationRequested();
            listener.Accept(clip.Samples.AsSpan(at, Math.Min(Piece, clip.Samples.Length - at)), heard);
        }

        // A word at the very end is decided by the silence after it.
        listener.Accept(new float[listener.SampleRate], heard);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ListenReport(
            call.Model, call.Recording, clip.Duration.TotalSeconds, (float?)call.Manifest?.Cutoff ?? call.Options.Threshold,
            [.. heard.Select(word => new HeardWord(Math.Round(word.Seconds, 2), word.Label, word.Probability))], listener.Looks, seconds / Math.Max(clip.Duration.TotalSeconds, 1e-3))
        {
            SkippedLooks = call.Gate is null ? null : listener.Skipped,
            Score = call.Truth is null ? null : SpokenWord.Score(truth, heard, call.Options.Ignored),
        };
    }

    /// <summary>Opens a model as <c>listen</c> does.</summary>
    public static IListener Open(CommandContext context, string model, float threshold, string? preprocess, string? labels) => Listener(
        context, new ListenCall(model, string.Empty, new KeywordSpotterOptions { Threshold = threshold }) { Manifest = ManifestOf(model, threshold, null), Preprocess = preprocess, Labels = labels });

    private static IListener Listener(CommandContext context, ListenCall call) =>
        call.Manifest is { } manifest
            ? call.Gate is null ? ListenerOf(manifest) : throw Ungated(call.Model)
            : ListenerOf(context, call);

    private static IListener ListenerOf(CommandContext context, ListenCall call)
    {
        LoadedModel loaded = LoadedModel.Load(call.Model);
        AnswerRun.CheckOutputs(loaded);
        IReadOnlyList<string> labels = Labels.Of(call.Labels, loaded);
        if (labels.Count == 0)
        {
            throw new CommandException($"{call.Model} does not name its words; state them with --labels.");
        }

        PreprocessingSpec spec = Inputs.ResolveOne(context, call.Preprocess, loaded);
        if (call.Gate is { } gate)
        {
            return loaded.States.Count == 0 ? Gated(new KeywordSpotter(loaded.Int8(), spec, labels, call.Options), gate) : throw Ungated(call.Model);
        }

        return loaded.States.Count > 0
            ? new PhraseListener(new WakeWordDetector(loaded.Int8(), spec, new WakeWordOptions { Threshold = call.Options.Threshold, AveragedFrames = call.AveragedFrames }), labels[0])
            : new WordListener(new KeywordSpotter(loaded.Int8(), spec, labels, call.Options));
    }

    private static GatedListener Gated(KeywordSpotter spotter, string gate)
    {
        VoiceGate voice = new(LoadedModel.Load(gate).Int8(), spotter.WindowSeconds);
        return voice.SampleRate == spotter.SampleRate ? new GatedListener(spotter, voice)
            : throw new CommandException($"{gate} takes {voice.SampleRate} samples a second and the keyword model {spotter.SampleRate}; a gate needs the same.");
    }

    private static CommandException Ungated(string model) => new($"{model} hears sound frame by frame and needs every frame; leave out --gate.");

    private static MicroWakeWordListener ListenerOf(WakeWordManifest manifest) =>
        new(new WakeWord(LoadedModel.Load(manifest.ModelPath).Int8(), manifest), manifest.Phrase);

    /// <summary>The manifest that the user named, or that lies beside the model; null for other models.</summary>
    private static WakeWordManifest? ManifestOf(string path, float? threshold, int? average)
    {
        bool isManifest = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        WakeWordManifest? manifest = isManifest ? WakeWordManifest.Read(path) : WakeWordManifest.Beside(path);
        return manifest is null ? null : manifest with { Cutoff = threshold ?? manifest.Cutoff, Window = average ?? manifest.Window };
    }

    /// <summary>Writes the words for people.</summary>
    public static void Print(Terminal terminal, ListenReport report)
    {
        foreach (HeardWord word in report.Words)
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"{word.Seconds,8:0.00} s  {Words.Percent(word.Probability),9}  {word.Label}"));
        }

        terminal.WriteFacts(
            ("heard", FormattableString.Invariant($"{report.Words.Count} words in {report.Seconds:0.0} s of sound")),
            ("looks", report.SkippedLooks is { } skipped ? $"{report.Looks}, and {skipped} left out because nobody spoke" : null),
            ("spoken", report.Score is { } score ? $"{score.Spoken} keywords: {score.Hits} heard, {score.Misses} missed, {score.FalseAlarms} false alarms" : null));
    }
}

/// <summary>What <c>listen</c> was asked for.</summary>
/// <param name="Model">The keyword model.</param>
/// <param name="Recording">The sound.</param>
/// <param name="Options">When a word counts as heard.</param>
internal sealed record ListenCall(string Model, string Recording, KeywordSpotterOptions Options)
{
    /// <summary>For models that hear frame by frame.</summary>
    public int AveragedFrames { get; init; } = new WakeWordOptions().AveragedFrames;

    /// <summary>For a microWakeWord model; null for others.</summary>
    public WakeWordManifest? Manifest { get; init; }

    public string? Truth { get; init; }

    public string? Gate { get; init; }

    public string? Preprocess { get; init; }

    public string? Labels { get; init; }
}
