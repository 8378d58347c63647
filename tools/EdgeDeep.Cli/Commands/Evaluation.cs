using System.Diagnostics;
using System.Runtime.ExceptionServices;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;

namespace EdgeDeep.Cli.Commands;

/// <summary>The class that a model saw in each file.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Classes">Class indices in the order of the samples.</param>
/// <param name="Seconds">Time of everything.</param>
/// <param name="MeanMilliseconds">Mean time of one inference without pre-processing.</param>
internal sealed record Answers(string Model, int[] Classes, double Seconds, double MeanMilliseconds);

/// <summary>Runs classifiers on labelled samples and counts.</summary>
internal static class Evaluation
{
    /// <summary>Classifies all samples on all processor cores; the answers do not depend on their number.</summary>
    public static Answers Answer(CommandContext context, LoadedModel model, Samples samples, IReadOnlyList<string> labels, string what)
    {
        long start = Stopwatch.GetTimestamp();
        using ClassifierFactory factory = new(model, samples.Specs, Labels.AreBinary(labels, model));
        int[] classes = new int[samples.Names.Count];
        TimeSpan inference = TimeSpan.Zero;
        Lock gate = new();
        context.Terminal.Track(what, classes.Length, tick => Each(
            classes.Length,
            () => (Classifier: factory.Create(), Read: samples.CreateReader()),
            (i, own) =>
            {
                classes[i] = Scores.Best(own.Classifier.Classify(own.Read(i)));
                tick();
            },
            own =>
            {
                lock (gate)
                {
                    inference += own.Classifier.InferenceTime;
                }
            },
            context.Stop));
        return new Answers(model.Path, classes, Stopwatch.GetElapsedTime(start).TotalSeconds, inference.TotalMilliseconds / classes.Length);
    }

    /// <summary>Counts what was right.</summary>
    public static EvaluateReport Report(
        EvaluateOptions options, IReadOnlyList<string> labels, Samples samples, int[] expected, Answers answers, Answers? reference)
    {
        int[][] confusion = [.. labels.Select(_ => new int[labels.Count])];
        for (int i = 0; i < expected.Length; i++)
        {
            confusion[expected[i]][answers.Classes[i]]++;
        }

        int correct = Matches(expected, answers.Classes);
        return new EvaluateReport
        {
            Model = answers.Model,
            Folder = options.Folder,
            Preprocessing = samples.Preprocessing,
            Files = expected.Length,
            Correct = correct,
            Accuracy = (double)correct / expected.Length,
            Classes = [.. labels.Select((label, i) => ClassOf(label, i, confusion))],
            Confusion = confusion,
            Seconds = answers.Seconds,
            MeanMilliseconds = answers.MeanMilliseconds,
            Reference = reference is null ? null : ReferenceOf(expected, answers, reference),
            Mistakes = !options.ShowMistakes ? null : [.. Enumerable.Range(0, expected.Length).Where(i => expected[i] != answers.Classes[i])
                .Select(i => new Mistake(samples.Names[i], labels[expected[i]], labels[answers.Classes[i]]))],
        };
    }

    private static ClassReport ClassOf(string label, int index, int[][] confusion)
    {
        int files = confusion[index].Sum(), answered = confusion.Sum(row => row[index]), correct = confusion[index][index];
        return new ClassReport(
            label, files, correct, files == 0 ? null : (double)correct / files, answered == 0 ? null : (double)correct / answered);
    }

    private static ReferenceReport ReferenceOf(int[] expected, Answers answers, Answers reference)
    {
        int correct = Matches(expected, reference.Classes), files = expected.Length;
        return new ReferenceReport(
            reference.Model,
            correct,
            (double)correct / files,
            100.0 * (Matches(expected, answers.Classes) - correct) / files,
            (double)Matches(answers.Classes, reference.Classes) / files,
            reference.Seconds,
            reference.MeanMilliseconds);
    }

    private static int Matches(int[] a, int[] b) => a.Zip(b).Count(pair => pair.First == pair.Second);

    private static bool Each<T>(int count, Func<T> create, Action<int, T> work, Action<T> done, CancellationToken stop)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount },
                create,
                (i, _, local) =>
                {
                    work(i, local);
                    return local;
                },
                done);
            return true;
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            throw;
        }
    }
}
