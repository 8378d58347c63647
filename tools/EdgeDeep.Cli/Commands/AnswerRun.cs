using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Commands;

/// <summary>How <c>run FILE...</c> answers.</summary>
internal sealed record AnswerOptions(int Top, string? Preprocess, string? Labels, bool IsProfiled);

/// <summary>Runs a classifier on sounds or pictures and names the classes it sees.</summary>
internal static class AnswerRun
{
    /// <summary>Answers for every file.</summary>
    public static AnswerReport Run(CommandContext context, LoadedModel loaded, string[] files, AnswerOptions options)
    {
        Model model = loaded.Int8();
        CheckOutputs(loaded);
        IReadOnlyList<string> labels = Labels.Of(options.Labels, loaded);
        PreprocessingSpec spec = Inputs.Resolve(context, options.Preprocess, loaded);
        CheckWhole(loaded, spec);
        SessionClassifier classifier = new(model, spec);
        StepProfiler? profiler = options.IsProfiled ? Profiling.Start(classifier.Session, model) : null;
        FileAnswers[] answers = context.Terminal.Track("Running", files.Length, tick => files.Select(file =>
        {
            context.Stop.ThrowIfCancellationRequested();
            float[] scores = classifier.Classify(file);
            tick();
            return new FileAnswers(file, Scores.AreProbabilities(scores), Best(scores, labels, options.Top));
        }).ToArray());

        return new AnswerReport(
            loaded.Path, spec.ToString(), answers, classifier.InferenceTime.TotalMilliseconds / files.Length, profiler is null ? null : Profiling.Report(profiler));
    }

    /// <summary>Makes sure that the outputs are one list of class scores.</summary>
    public static void CheckOutputs(LoadedModel loaded)
    {
        if (loaded.Outputs.Count != 1)
        {
            throw new CommandException($"{loaded.Path} has {loaded.Outputs.Count} outputs, which are no list of classes; run it with --raw-input and --raw-output.");
        }
    }

    /// <summary>Refuses models that hear a file in many frames: one frame of it is no answer.</summary>
    public static void CheckWhole(LoadedModel loaded, PreprocessingSpec spec)
    {
        if (loaded.States.Count > 0 && spec is SpectrogramSpec { Features.Frames: 1 })
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
