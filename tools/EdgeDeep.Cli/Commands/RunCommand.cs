using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on tensors or on files.</summary>
internal static class RunCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Argument<string[]> files = new("FILE") { Description = "Sounds (.wav), pictures (.png, .jpg, ...) or tensors (.npy), for a model of several inputs one for each in model order; or a table (.csv) or archive (.npz) of many samples", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> rawInput = new("--raw-input")
        {
            Description = "Input tensors as raw little-endian bytes, one file for each input in model order",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> rawOutput = new("--raw-output") { Description = "Folder for the output tensors out0.bin, out1.bin, ...", HelpName = "DIR" };
        Option<bool> repeat = new("--repeat-frames") { Description = "Each input file holds any number of inputs, run one after the other" };
        Option<bool> keep = new("--keep-state") { Description = "A model with state goes on with each sample where the one before ended" };
        Option<int> top = new("--top") { Description = "How many answers to show for a file", HelpName = "K", DefaultValueFactory = _ => 3 };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Option<bool> profile = new("--profile") { Description = "Show the time of every step" };
        Command command = new("run", "Runs a model on raw tensors, or on sounds, pictures and tables.")
        {
            model, files, rawInput, rawOutput, repeat, keep, top, preprocess, labels, profile,
        };
        bind(command, context =>
        {
            string[] tensors = context.Value(rawInput) ?? [];
            string[] named = context.Value(files);
            string? folder = context.Value(rawOutput);
            CheckUsage(named, tensors, folder, context.Value(repeat), context.Value(keep), context.Value(top));
            LoadedModel loaded = LoadedModel.Load(context.Value(model));
            if (folder is not null)
            {
                new RawRun(context, loaded, context.Value(repeat), context.Value(profile)).Run(tensors, folder);
            }
            else
            {
                AnswerReport report = AnswerRun.Run(
                    context, loaded, named, new AnswerOptions(context.Value(top), context.Value(preprocess), context.Value(labels), context.Value(profile), context.Value(keep)));
                context.Report(report, CliJson.Default.AnswerReport, terminal => AnswerRun.Print(terminal, report));
            }
        });
        return new CommandRow(
            command,
            $"{Cli.Name} run kws.edge yes.wav --top 3",
            $"{Cli.Name} run pass-or-fail.edge students.csv",
            $"{Cli.Name} run kws.edge --raw-input in0.bin --raw-output outputs");
    }

    private static void CheckUsage(string[] files, string[] tensors, string? folder, bool repeat, bool keep, int top)
    {
        string? problem = (files.Length, tensors.Length, folder) switch
        {
            ( > 0, > 0, _) or ( > 0, _, not null) => "Give either files or --raw-input with --raw-output, not both",
            (_, > 0, null) => "--raw-input needs --raw-output DIR, the folder for the results",
            (_, 0, not null) => "--raw-output needs --raw-input FILE, the tensors to run",
            (0, 0, null) => "Nothing to run; give sounds, pictures or a table, or --raw-input with --raw-output",
            (0, _, _) when keep => "--keep-state needs files; with --raw-input the state is kept anyway",
            ( > 0, _, _) when repeat => "--repeat-frames needs --raw-input",
            _ when top < 1 => "--top needs a number of at least 1",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UsageException(problem);
        }
    }
}
