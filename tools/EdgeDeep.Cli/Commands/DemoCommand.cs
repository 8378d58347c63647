using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Keywords;

namespace EdgeDeep.Cli.Commands;

/// <summary>The main job from beginning to end: quantize a keyword network, measure what that cost, hear words.</summary>
internal static class DemoCommand
{
    private const string Word = "yes";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Option<string> data = new("--data")
        {
            Description = $"Use the MLPerf Tiny network and recordings of real people in this folder ({DemoMaterial.RealPeople.Model}, {DemoMaterial.RealPeople.Clips}) instead of what ships with EdgeDeep",
            HelpName = "DIR",
        };
        Option<string> output = new("--output", "-o") { Description = "The .edge file to write (default: in a new temporary folder)", HelpName = "OUT.edge" };
        Command command = new("demo", "Quantizes a keyword network, compares it with the float one and hears words in a recording.") { data, output };
        bind(command, context => Run(context, context.Value(data), context.Value(output)));
        return new CommandRow(command, $"{Cli.Name} demo", $"{Cli.Name} demo --data recordings-and-models");
    }

    private static void Run(CommandContext context, string? data, string? output)
    {
        DemoMaterial material = DemoMaterial.Find(data, Word);
        string edge = output ?? Path.Combine(Directory.CreateTempSubdirectory("edgedeep-demo-").FullName, "keywords.edge");
        string wav = Directory.EnumerateFiles(Path.Combine(material.Clips, Word), "*.wav").Order(StringComparer.Ordinal).First();
        string[][] commands =
        [
            [
                "quantize", Quoted(material.Model), $"-o {Quoted(edge)}", $"--calibrate {Quoted(material.Calibration)}",
                .. material.IsPercentile ? (string[])["--method percentile"] : [],
                .. material.Preprocess is { } spec ? (string[])[$"--preprocess {spec}"] : [],
                .. material.Labels is { } labels ? (string[])[$"--labels {labels}"] : [],
            ],
            ["evaluate", Quoted(edge), Quoted(material.Clips), $"--reference {Quoted(material.Model)}"],
            ["run", Quoted(edge), Quoted(wav)],
        ];

        Announce(context, "1. Shrink a float network that hears ten words to int8", commands[0]);
        QuantizeReport quantized = QuantizeRun.Run(context, new QuantizeCall(material.Model, edge)
        {
            Calibrate = material.Calibration,
            Calibration = new CalibrationOptions { Method = material.IsPercentile ? CalibrationMethod.Percentile : CalibrationMethod.MinMax, Threads = 0 },
            Preprocess = material.Preprocess,
            Labels = material.Labels,
        });
        Show(context, terminal => QuantizeText.Print(terminal, quantized));

        Announce(context, "2. Measure what that cost on recordings", commands[1]);
        EvaluateReport evaluated = EvaluateCommand.Run(context, new EvaluateOptions(edge, material.Clips, material.Model, null, null, null, false));
        Show(context, terminal => EvaluateText.PrintTotals(terminal, evaluated));

        Announce(context, $"3. Recognize the word '{Word}'", commands[2]);
        AnswerReport answered = AnswerRun.Run(context, LoadedModel.Load(edge), [wav], new AnswerOptions(3, null, null, false));
        Show(context, terminal => AnswerRun.Print(terminal, answered));
        ListenReport? heard = material.Recording is { } recording ? Listen(context, edge, recording) : null;
        context.Report(new DemoReport([.. commands.Select(parts => $"{Cli.Name} {string.Join(' ', parts)}")], quantized, evaluated, answered, heard), CliJson.Default.DemoReport, _ => { });
    }

    private static ListenReport Listen(CommandContext context, string edge, string recording)
    {
        string truth = Path.ChangeExtension(recording, ".csv");
        Announce(context, "4. Hear the words in a recording", ["listen", Quoted(edge), Quoted(recording), $"--truth {Quoted(truth)}"]);
        ListenReport heard = ListenCommand.Run(context, new ListenCall(edge, recording, new KeywordSpotterOptions()) { Truth = truth });
        Show(context, terminal => ListenCommand.Print(terminal, heard));
        return heard;
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
}
