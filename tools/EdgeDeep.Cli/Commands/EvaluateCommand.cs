using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Commands;

/// <summary>Measures how often a classifier is right.</summary>
internal static class EvaluateCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, .tflite or .onnx; float models run in ONNX Runtime");
        Argument<string> folder = new("FOLDER") { Description = "Folder that holds one folder of files for each class, named by its label" };
        Option<string> reference = new("--reference") { Description = "Another model to run on the same files, usually the float one", HelpName = "MODEL" };
        Option<int?> limit = new("--limit") { Description = "Use only N files, evenly spread", HelpName = "N" };
        Option<bool> mistakes = new("--show-mistakes") { Description = "List the files that the model gets wrong" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new("evaluate", "Measures the accuracy of a classifier on a folder of labelled files.")
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
        return new CommandRow(command, $"{Cli.Name} evaluate kws.edge recordings --reference kws_float.onnx");
    }

    /// <summary>Runs one model, or two, on all files.</summary>
    public static EvaluateReport Run(CommandContext context, EvaluateOptions options)
    {
        LoadedModel model = LoadedModel.Load(options.Model);
        AnswerRun.CheckOutputs(model);
        IReadOnlyList<string> labels = Labels.Of(options.Labels, model);
        if (labels.Count == 0)
        {
            throw new CommandException($"{options.Model} carries no labels; name its classes in output order with --labels FILE or --labels first,second,...");
        }

        PreprocessingSpec spec = Inputs.Resolve(context, options.Preprocess, model);
        AnswerRun.CheckWhole(model, spec);
        IReadOnlyList<ClassFile> files = Files(context, options, labels, spec);
        int[] expected = [.. files.Select(file => IndexOf(labels, file.ClassName))];
        string[] paths = [.. files.Select(file => file.Path)];

        Answers answers = Evaluation.Answer(context, model, spec, paths, "Evaluating");
        Answers? reference = null;
        if (options.Reference is { } other)
        {
            LoadedModel second = LoadedModel.Load(other);
            AnswerRun.CheckOutputs(second);
            Labels.Check(labels, second);
            reference = Evaluation.Answer(context, second, spec, paths, "Evaluating the reference");
        }

        return Evaluation.Report(options, labels, spec.ToString(), paths, expected, answers, reference);
    }

    private static IReadOnlyList<ClassFile> Files(CommandContext context, EvaluateOptions options, IReadOnlyList<string> labels, PreprocessingSpec spec)
    {
        ClassFolders folders = ClassFolders.Open(options.Folder, spec.Extensions);
        string[] unknown = [.. folders.Classes.Except(labels)];
        if (unknown.Length > 0)
        {
            throw new CommandException($"{options.Folder} has folders that are no label of the model: {Words.List(unknown)}; the labels are {Words.List(labels)}.");
        }

        string[] absent = [.. labels.Except(folders.Classes)];
        if (absent.Length > 0)
        {
            context.Say("note", $"{options.Folder} has no files of the {(absent.Length == 1 ? "class" : "classes")} {Words.List(absent)}.");
        }

        return Spread.Take(folders.Files, options.Limit);
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
