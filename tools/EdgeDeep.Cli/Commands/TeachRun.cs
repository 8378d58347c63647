using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Perception.Learning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Teaches a model and measures it before and after on samples that it did not learn from.</summary>
internal static class TeachRun
{
    private const int HeldOut = 3;

    public static TeachReport Run(CommandContext context, TeachRequest request)
    {
        LoadedModel loaded = Load(request.Model);
        LastLayer layer = LastLayer.Find(loaded.Int8().Plan);
        IReadOnlyList<string> known = Labels.Of(null, loaded);
        if (known.Count != layer.Classes)
        {
            throw new CommandException($"{request.Model} carries no labels for its {layer.Classes} classes; quantize it with --labels and teach it then.");
        }

        Samples all = SampleFiles.OpenLabelled(context, loaded, request.Data, request.Preprocess, known, mayHaveOthers: true);
        string[] added = [.. all.Labels!.Except(known).Order(StringComparer.Ordinal)];
        string[] labels = [.. known, .. added];
        (Samples learn, Samples test) = request.Test is { } path
            ? (all, SampleFiles.OpenLabelled(context, loaded, path, request.Preprocess, labels))
            : (Part(all, false), Part(all, true));
        if (Array.Find(added, label => !learn.Labels!.Contains(label) || !test.Labels!.Contains(label)) is { } rare)
        {
            throw new CommandException($"'{rare}' has too few examples in {request.Data}: at least {HeldOut} are needed, one of them to measure with.");
        }

        int[] improved = Improved(request, known, learn);
        Example[] examples = Features(context, loaded, layer, learn, labels);
        Plan taught = LayerTeacher.Teach(layer, examples, added, improved, request.Options);
        LoadedModel after = LoadedModel.OfPlan(request.Output, taught);
        ClassCount[] counts = Counts(context, after, test, labels);
        Samples old = Only(test, known);
        ClassCount[] before = old.Names.Count > 0 ? Counts(context, loaded, old, known) : [], since = old.Names.Count > 0 ? Counts(context, after, old, labels) : [];
        EdgeWriter.Write(taught, request.Output);
        return new TeachReport(
            request.Model, request.Output, LayerTeacher.LessonsOf(taught), labels, added, [.. improved.Select(i => known[i])],
            new TeachExamples(examples.Length, test.Names.Count),
            new TeachAccuracy(Sum(before), Sum(since), [.. counts.Where(count => added.Contains(count.Label))], Sum(counts)));
    }

    /// <summary>Loads a model that can be written again.</summary>
    public static LoadedModel Load(string path) => LoadedModel.FormatOf(path) == "edge"
        ? LoadedModel.Load(path)
        : throw new CommandException($"{path} is no .edge file; '{Cli.Name} quantize' makes one of it, which can be taught.");

    private static int[] Improved(TeachRequest request, IReadOnlyList<string> known, Samples learn)
    {
        if (request.Improve is not { } text)
        {
            return [];
        }

        string[] names = text == "all" ? [.. known.Where(learn.Labels!.Contains)] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. names.Select(name => known.Contains(name) && learn.Labels!.Contains(name)
            ? known.ToList().IndexOf(name)
            : throw new CommandException($"--improve {name}: {(known.Contains(name) ? $"{request.Data} has no examples of it" : "the model knows no such class")}; its classes are {Terminals.Words.List([.. known])}."))];
    }

    private static Example[] Features(CommandContext context, LoadedModel loaded, LastLayer layer, Samples samples, string[] labels)
    {
        SessionClassifier classifier = new(loaded.Int8(), samples.Specs, false);
        Func<int, float[][]> read = samples.CreateReader();
        return context.Terminal.Track("Looking at the examples", samples.Names.Count, tick => samples.Names.Select((_, i) =>
        {
            context.Stop.ThrowIfCancellationRequested();
            classifier.Session.Reset();
            classifier.SetInputs(read(i));
            Example example = new(LayerTeacher.FeaturesOf(layer, classifier.Session), Array.IndexOf(labels, samples.Labels![i]));
            tick();
            return example;
        }).ToArray());
    }

    private static ClassCount[] Counts(CommandContext context, LoadedModel model, Samples samples, IReadOnlyList<string> labels)
    {
        Answers answers = Evaluation.Answer(context, model, samples, labels, "Measuring");
        return [.. labels.Select(label => new ClassCount(
            label,
            Enumerable.Range(0, answers.Classes.Length).Count(i => samples.Labels![i] == label && labels[answers.Classes[i]] == label),
            samples.Labels!.Count(other => other == label)))];
    }

    private static ClassCount? Sum(ClassCount[] counts) =>
        counts.Length == 0 ? null : new ClassCount("all", counts.Sum(count => count.Correct), counts.Sum(count => count.Samples));

    private static SampleSubset Only(Samples samples, IReadOnlyList<string> labels) =>
        new(samples, [.. Enumerable.Range(0, samples.Names.Count).Where(i => labels.Contains(samples.Labels![i]))]);

    /// <summary>Every third sample of each class to measure with, or the others.</summary>
    private static SampleSubset Part(Samples samples, bool isHeldOut)
    {
        Dictionary<string, int> seen = [];
        return new SampleSubset(samples, [.. Enumerable.Range(0, samples.Names.Count).Where(i =>
        {
            int number = seen[samples.Labels![i]] = seen.GetValueOrDefault(samples.Labels[i]) + 1;
            return (number % HeldOut == 0) == isHeldOut;
        })]);
    }
}
