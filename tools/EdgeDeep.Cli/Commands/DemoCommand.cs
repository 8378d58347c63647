using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Cli.Commands;

/// <summary>The main job from beginning to end: quantize a keyword network, measure what that cost, recognize a word.</summary>
internal static class DemoCommand
{
    private const string FloatModel = "mlperf-tiny/onnx/kws_dscnn_float.onnx";
    private const string CalibrationFolder = "speech/speech_commands_v0.01_sample";
    private const string TestFolder = "speech/speech_commands_v0.02_test";
    private const string KeywordLabels = "down,go,left,no,off,on,right,stop,up,yes,_silence_,_unknown_";
    private const string KeywordInput = "mlperf-kws";
    private const string Word = "yes";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Option<string> data = new("--data") { Description = $"Folder that holds {FloatModel} and {TestFolder} (default: ../shared/data beside the repository)", HelpName = "DIR" };
        Option<string> output = new("--output", "-o") { Description = "The .edge file to write (default: in a new temporary folder)", HelpName = "OUT.edge" };
        Command command = new("demo", "Quantizes a keyword network, compares it with the float one and recognizes a spoken word.") { data, output };
        bind(command, context => Run(context, context.Value(data), context.Value(output)));
        return new CommandRow(command, $"{Cli.Name} demo", $"{Cli.Name} demo --data recordings-and-models");
    }

    private static void Run(CommandContext context, string? dataOption, string? output)
    {
        string data = FindData(dataOption);
        string At(string relative) => Path.Combine(data, relative);
        string edge = output ?? Path.Combine(Directory.CreateTempSubdirectory("edgedeep-demo-").FullName, "kws.edge");
        string wav = Directory.EnumerateFiles(At($"{TestFolder}/{Word}"), "*.wav").Order(StringComparer.Ordinal).First();
        string[][] commands =
        [
            ["quantize", Quoted(At(FloatModel)), $"-o {Quoted(edge)}", $"--calibrate {Quoted(At(CalibrationFolder))}", "--method percentile", $"--preprocess {KeywordInput}", $"--labels {KeywordLabels}"],
            ["evaluate", Quoted(edge), Quoted(At(TestFolder)), $"--reference {Quoted(At(FloatModel))}"],
            ["run", Quoted(edge), Quoted(wav)],
        ];

        Announce(context, "1. Shrink a float network that hears ten words to int8", commands[0]);
        QuantizeReport quantized = QuantizeRun.Run(context, new QuantizeCall(At(FloatModel), edge)
        {
            Calibrate = At(CalibrationFolder),
            Calibration = new CalibrationOptions { Method = CalibrationMethod.Percentile, Threads = 0 },
            Preprocess = KeywordInput,
            Labels = KeywordLabels,
        });
        Show(context, terminal => QuantizeText.Print(terminal, quantized));

        Announce(context, "2. Measure what that cost on recordings of real people", commands[1]);
        EvaluateReport evaluated = EvaluateCommand.Run(
            context, new EvaluateOptions(edge, At(TestFolder), At(FloatModel), null, null, null, false));
        Show(context, terminal => EvaluateText.PrintTotals(terminal, evaluated));

        Announce(context, $"3. Recognize the word '{Word}'", commands[2]);
        AnswerReport answered = AnswerRun.Run(context, LoadedModel.Load(edge), [wav], new AnswerOptions(3, null, null, false));
        Show(context, terminal => AnswerRun.Print(terminal, answered));
        context.Report(new DemoReport([.. commands.Select(parts => $"{Cli.Name} {string.Join(' ', parts)}")], quantized, evaluated, answered), CliJson.Default.DemoReport, _ => { });
    }

    private static void Announce(CommandContext context, string title, string[] parts) => Show(context, terminal =>
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(title);
        terminal.Out.WriteLine($"$ {Cli.Name} {string.Join(" \\\n    ", parts)}");
        terminal.Out.WriteLine();
    });

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    private static void Show(CommandContext context, Action<Terminal> print)
    {
        if (!context.IsJson)
        {
            print(context.Terminal);
        }
    }

    /// <summary>The data folder: the option's, else the one beside the repository.</summary>
    private static string FindData(string? option)
    {
        string? data = option ?? Beside(AppContext.BaseDirectory) ?? Beside(Directory.GetCurrentDirectory());
        string? missing = data is null ? FloatModel : ((string[])[FloatModel, CalibrationFolder, $"{TestFolder}/{Word}"]).FirstOrDefault(
            needed => !Path.Exists(Path.Combine(data, needed)));
        return missing is null ? data! : throw new CommandException(
            $"The demo needs a folder with {FloatModel}, {CalibrationFolder} and {TestFolder}, and {data ?? "../shared/data"} has no {missing}; name the folder with --data DIR.");
    }

    private static string? Beside(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            }
        }

        return null;
    }
}
