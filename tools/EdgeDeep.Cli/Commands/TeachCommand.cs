using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Perception.Learning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Adds classes to a classifier from a few examples, on the device itself; takes the last lesson back.</summary>
internal static class TeachCommand
{
    private const string Name = "teach";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        TeachOptions defaults = new();
        Argument<string> model = SharedOptions.Model("An int8 classifier that ends in a fully connected layer: .edge");
        Argument<string?> data = new("DATA") { Description = "Folder that holds one folder of files for each class, new and known ones; or a .csv table with a column of labels", Arity = ArgumentArity.ZeroOrOne };
        Option<string> output = new("--output", "-o") { Description = "The taught model; it may be MODEL itself", HelpName = "FILE.edge" };
        Option<string> test = new("--test") { Description = "Measure on these samples; without it, on every third sample of DATA, which is not learnt from", HelpName = "DATA" };
        Option<string> improve = new("--improve") { Description = "Known classes that may change too, with commas between them; 'all' for every one that has examples", HelpName = "LABELS" };
        Option<int> passes = new("--passes") { Description = "Passes over the examples; 0 knows new classes by their prototypes alone", HelpName = "N", DefaultValueFactory = _ => defaults.Passes };
        Option<double> rate = new("--rate") { Description = "How much of its error an example corrects in the first pass, 0 to 1", HelpName = "RATE", DefaultValueFactory = _ => defaults.Rate };
        Option<bool> undo = new("--undo") { Description = "Take the last lesson back" };
        Option<string> preprocess = SharedOptions.Preprocess();
        Command command = new(Name, "Adds classes to a model from a few examples, without training what lies before its last layer.")
        {
            model, data, output, test, improve, passes, rate, undo, preprocess,
        };
        bind(command, context =>
        {
            string path = context.Value(model), target = context.Value(output) ?? throw new UsageException("-o is missing");
            string? samples = context.Parse.GetValue(data);
            if (context.Value(undo))
            {
                Expect(samples is null && context.Value(test) is null && context.Value(improve) is null, "--undo learns nothing; leave out everything but MODEL and -o");
                Undo(context, path, target);
                return;
            }

            Expect(samples is not null, "DATA is missing, or --undo");
            Expect(context.Value(passes) is >= 0 and <= 10_000, "--passes takes 0 to 10000");
            Expect(context.Value(rate) is > 0 and <= 1, "--rate takes more than 0 and at most 1");
            TeachReport report = TeachRun.Run(context, new TeachRequest(
                path, samples!, target, context.Value(test), context.Value(improve), context.Value(preprocess), new TeachOptions { Passes = context.Value(passes), Rate = context.Value(rate) }));
            context.Report(report, CliJson.Default.TeachReport, report.Print);
        });
        return new CommandRow(command, $"{Cli.Name} {Name} keywords.edge clips -o mine.edge", $"{Cli.Name} {Name} mine.edge --undo -o mine.edge");
    }

    private static void Undo(CommandContext context, string path, string target)
    {
        Plan before = LayerTeacher.Undo(TeachRun.Load(path).Int8().Plan);
        EdgeWriter.Write(before, target);
        TeachReport report = new(path, target, LayerTeacher.LessonsOf(before), [.. Labels.Split(before.Metadata[MetadataKeys.Labels])], [], [], null, null);
        context.Report(report, CliJson.Default.TeachReport, report.Print);
    }

    private static void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw new UsageException(problem);
        }
    }
}

/// <summary>What <c>teach</c> was asked for.</summary>
internal sealed record TeachRequest(string Model, string Data, string Output, string? Test, string? Improve, string? Preprocess, TeachOptions Options);
