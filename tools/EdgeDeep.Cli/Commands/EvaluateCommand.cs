using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Measures how often a classifier is right.</summary>
internal static class EvaluateCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, .tflite or .onnx; float models run in ONNX Runtime");
        Argument<string> folder = new("DATA") { Description = "Folder that holds one folder of files for each class, named by its label; or a .csv table with a column of labels; or a .npz archive with one array for each input and 'labels'" };
        Option<string> reference = new("--reference") { Description = "Another model to run on the same samples, usually the float one", HelpName = "MODEL" };
        Option<int?> limit = new("--limit") { Description = "Use only N samples, evenly spread", HelpName = "N" };
        Option<bool> mistakes = new("--show-mistakes") { Description = "List the samples that the model gets wrong" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new("evaluate", "Measures the accuracy of a classifier on labelled samples.")
        {
            model, folder, reference, preprocess, labels, limit, mistakes,
        };
        bind(command, context =>
        {
            if (context.Value(limit) < 1)
            {
                throw new UsageException("--limit needs a number of at least 1");
            }

            EvaluateReport report = Run(context, new EvaluateOptions(
                context.Value(model), context.Value(folder), context.Value(reference), context.Value(preprocess),
                context.Value(labels), context.Value(limit), context.Value(mistakes)));
            context.Report(report, CliJson.Default.EvaluateReport, terminal => EvaluateText.Print(terminal, report));
        });
        return new CommandRow(
            command,
            $"{Cli.Name} evaluate kws.edge recordings --reference kws_float.onnx",
            $"{Cli.Name} evaluate pass-or-fail.edge students.csv");
    }

    /// <summary>Runs one model, or two, on all files.</summary>
    public static EvaluateReport Run(CommandContext context, EvaluateOptions options) => Run(
        context, options, LoadedModel.Load(options.Model), options.Reference is { } other ? LoadedModel.Load(other) : null);

    /// <summary>The same with models that are loaded.</summary>
    public static EvaluateReport Run(CommandContext context, EvaluateOptions options, LoadedModel model, LoadedModel? second)
    {
        AnswerRun.CheckOutputs(model);
        IReadOnlyList<string> labels = Labels.Of(options.Labels, model);
        if (labels.Count == 0)
        {
            throw new CommandException($"{options.Model} carries no labels; name its classes in output order with --labels FILE or --labels first,second,...");
        }

        Samples all = SampleFiles.OpenLabelled(context, model, options.Folder, options.Preprocess, labels);
        AnswerRun.CheckWhole(model, all.Specs);
        Samples samples = new SampleSubset(all, Spread.Take([.. Enumerable.Range(0, all.Names.Count)], options.Limit));
        int[] expected = [.. samples.Labels!.Select(label => IndexOf(labels, label))];
        Answers answers = Evaluation.Answer(context, model, samples, labels, "Evaluating");
        Answers? reference = null;
        if (second is not null)
        {
            AnswerRun.CheckOutputs(second);
            Labels.Check(labels, second);
            CheckInputs(model, second);
            reference = Evaluation.Answer(context, second, samples, labels, "Evaluating the reference");
        }

        return Evaluation.Report(options, labels, samples, expected, answers, reference);
    }

    private static void CheckInputs(LoadedModel model, LoadedModel second)
    {
        if (!model.Inputs.Select(input => input.Elements).SequenceEqual(second.Inputs.Select(input => input.Elements)))
        {
            static string Of(LoadedModel which) => string.Join(", ", which.Inputs.Select(input => Words.Shape(input.Shape)));
            throw new CommandException($"{second.Path} takes {Of(second)} and {model.Path} takes {Of(model)}; the reference must take the same inputs.");
        }
    }

    private static int IndexOf(IReadOnlyList<string> labels, string name)
    {
        int index = 0;
        while (labels[index] != name)
        {
            index++;
        }

        return index;
    }
}

/// <summary>What <c>evaluate</c> was asked for.</summary>
internal sealed record EvaluateOptions(
    string Model, string Folder, string? Reference, string? Preprocess, string? Labels, int? Limit, bool ShowMistakes);
