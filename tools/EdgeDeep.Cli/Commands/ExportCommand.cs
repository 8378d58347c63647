using System.CommandLine;
using System.Text;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes a model as sources for other tool chains.</summary>
internal static class ExportCommand
{
    private const string C = "c";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string> to = new("--to") { Description = "The form: c, a C99 library without dependencies", HelpName = C, Required = true };
        to.AcceptOnlyFromAmong(C);
        Option<string> output = new("--output", "-o") { Description = "Folder for the files", HelpName = "DIR", Required = true };
        Option<string> name = new("--name") { Description = "Prefix of files and symbols; the model's file name if it is not given", HelpName = "NAME" };
        FrontEndOptions frontEnd = new();
        Command command = new("export", "Writes a model as sources for other tool chains.") { model, to, output, name, frontEnd.WithFrontEnd, frontEnd.Step, frontEnd.Preprocess };
        bind(command, context => Run(context, context.Value(model), context.Value(output)!, context.Value(name), frontEnd));
        return new CommandRow(command, $"{Cli.Name} export kws.edge --to c -o firmware/model", $"{Cli.Name} export keywords.edge --to c --with-front-end -o firmware/model");
    }

    private static void Run(CommandContext context, string path, string folder, string? name, FrontEndOptions frontEnd)
    {
        LoadedModel loaded = LoadedModel.Load(path);
        Plan plan = frontEnd.Apply(context, loaded);
        string prefix = CExporter.IdentifierOf(name ?? Path.GetFileNameWithoutExtension(path));
        IReadOnlyList<CFile> files = CExporter.Export(plan, prefix);
        using (OutputFiles outputs = new(folder, [.. files.Select(file => file.Name)]))
        {
            for (int i = 0; i < files.Count; i++)
            {
                outputs[i].Write(Encoding.UTF8.GetBytes(files[i].Text));
            }

            outputs.Commit();
        }

        ExportReport report = new()
        {
            Model = path,
            Target = C,
            Name = prefix,
            Files = [.. files.Select(file => Path.Combine(folder, file.Name))],
            ArenaBytes = plan.ArenaBytes,
            StateBytes = plan.InitialState.Length,
            ConstantsBytes = plan.Constants.Length,
            FrontEnd = FrameSchedule.Of(plan) is { } schedule ? FrontEndReport.Of(schedule) : null,
        };
        context.Report(report, CliJson.Default.ExportReport, terminal => Print(terminal, report));
    }

    private static void Print(Terminal terminal, ExportReport report) => terminal.WriteFacts(
    [
        .. report.Files.Select((file, i) => (i == 0 ? "files" : " ", (string?)file)),
        ("arena", Words.Bytes(report.ArenaBytes)),
        ("state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
        ("constants", Words.Bytes(report.ConstantsBytes)),
        ("front end", report.FrontEnd is { } sound ? $"{sound.SampleRate} samples a second, a frame every {sound.FrameStride}, an inference every {sound.InferenceSamples}" : null),
        ("try it", $"cc -std=c99 -O2 {report.Files[1]} {report.Files[2]} -lm -o selftest && ./selftest"),
    ]);
}
