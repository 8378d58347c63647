using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Commands;

/// <summary>How <c>run FILE...</c> answers.</summary>
internal sealed record AnswerOptions(int Top, string? Preprocess, string? Labels, bool IsProfiled, bool KeepsState = false);

/// <summary>Runs a classifier on files and names the classes it sees.</summary>
internal static class AnswerRun
{
    /// <summary>Answers for every file.</summary>
    public static AnswerReport Run(CommandContext context, LoadedModel loaded, string[] files, AnswerOptions options)
    {
        Model model = loaded.Int8();
        CheckOutputs(loaded);
        IReadOnlyList<string> labels = Labels.Of(options.Labels, loaded);
        Samples samples = SampleFiles.Open(context, loaded, files, options.Preprocess);
        CheckWhole(loaded, samples.Specs);
        SessionClassifier classifier = new(model, samples.Specs, Labels.AreBinary(labels, loaded)) { KeepsState = options.KeepsState };
        StepProfiler? profiler = options.IsProfiled ? Profiling.Start(classifier.Session, model) : null;
        Func<int, float[][]> read = samples.CreateReader();
        FileAnswers[] answers = context.Terminal.Track("Running", samples.Names.Count, tick => samples.Names.Select((name, i) =>
        {
            context.Stop.ThrowIfCancellationRequested();
            float[] scores = classifier.Classify(read(i));
            tick();
            return new FileAnswers(name, Scores.AreProbabilities(scores), Best(scores, labels, options.Top));
        }).ToArray());

        return new AnswerReport(
            loaded.Path, samples.Preprocessing, answers, classifier.InferenceTime.TotalMilliseconds / answers.Length, profiler is null ? null : Profiling.Report(profiler));
    }

    /// <summary>Makes sure that the outputs are one list of class scores.</summary>
    public static void CheckOutputs(LoadedModel loaded)
    {
        if (loaded.Outputs.Count != 1)
        {
            throw new CommandException($"{loaded.Path} has {loaded.Outputs.Count} outputs, which are no list of classes; run it with --raw-input and --raw-output.");
        }
    }

    /// <summary>Refuses files of sound for a model that takes one frame at a time.</summary>
    public static void CheckWhole(LoadedModel loaded, IReadOnlyList<PreprocessingSpec?> specs)
    {
        if (loaded.States.Count > 0 && specs.Any(spec => spec is SpectrogramSpec { Features.Frames: 1 }))
        {
            throw new CommandException($"{loaded.Path} hears sound frame by frame, so that a file has no single answer; use '{Cli.Name} listen', or give frames with --raw-input and --repeat-frames.");
        }
    }

    private static Answer[] Best(float[] scores, IReadOnlyList<string> labels, int count) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(count).Select(i => new Answer(
            labels.Count > 0 ? labels[i] : i.ToString(CultureInfo.InvariantCulture), i, scores[i]))];

    /// <summary>Writes the answers for people.</summary>
    public static void Print(Terminal terminal, AnswerReport report)
    {
        foreach (FileAnswers file in report.Files)
        {
            terminal.Out.WriteLine(file.File);
            foreach (Answer answer in file.Answers)
            {
                string score = file.AreProbabilities ? Words.Percent(answer.Score) : Words.Real(answer.Score);
                terminal.Out.WriteLine($"{score,12}  {answer.Label}");
            }
        }

        Profiling.Print(terminal, report.Steps);
    }
}
