using System.CommandLine;
using System.Text;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes a model as sources for other tool chains.</summary>
internal static class ExportCommand
{
    private const int MostNamedFiles = 5;

    private static readonly ExportTarget[] Targets =
    [
        new("c", "a C99 library without dependencies", CExporter.IdentifierOf, (plan, name) => [.. CExporter.Export(plan, name).Select(file => new ExportFile(file.Name, file.Text))],
            files => $"cc -std=c99 -O2 {files[1]} {files[2]} -lm -o selftest && ./selftest"),
        new("bare", "a C# project for Cortex-M without a runtime", BareExporter.NameOf, (plan, name) => [.. BareExporter.Export(plan, name).Select(file => new ExportFile(file.Path, file.Text, file.IsYours))],
            files => $"{files.Single(file => Path.GetFileName(file) == "build.sh")} mps2-an386 --run"),
    ];

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        string[] names = [.. Targets.Select(target => target.Name)];
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string> to = new("--to")
        {
            Description = $"The form: {string.Join("; ", Targets.Select(target => $"{target.Name}, {target.Description}"))}",
            HelpName = string.Join('|', names),
            Required = true,
        };
        to.AcceptOnlyFromAmong(names);
        Option<string> output = new("--output", "-o") { Description = "Folder for the files", HelpName = "DIR", Required = true };
        Option<string> name = new("--name") { Description = "Prefix of files and symbols; the model's file name if it is not given", HelpName = "NAME" };
        Command command = new("export", "Writes a model as sources for other tool chains.") { model, to, output, name };
        bind(command, context => Run(
            context, context.Value(model), Array.Find(Targets, target => target.Name == context.Value(to))!, context.Value(output)!, context.Value(name)));
        return new CommandRow(command, $"{Cli.Name} export kws.edge --to c -o firmware/model");
    }

    private static void Run(CommandContext context, string path, ExportTarget target, string folder, string? name)
    {
        Plan plan = LoadedModel.Load(path).Int8().Plan;
        name ??= Path.GetFileNameWithoutExtension(path);
        IReadOnlyList<ExportFile> files = target.Export(plan, name);
        ExportFile[] written = [.. files.Where(file => !file.IsYours || !File.Exists(Path.Combine(folder, file.Path)))];
        using (OutputFiles outputs = new(folder, [.. written.Select(file => file.Path)]))
        {
            for (int i = 0; i < written.Length; i++)
            {
                outputs[i].Write(Encoding.UTF8.GetBytes(written[i].Text));
            }

            outputs.Commit();
        }

        MakeScriptsExecutable(written.Select(file => Path.Combine(folder, file.Path)));
        ExportReport report = new()
        {
            Model = path,
            Target = target.Name,
            Name = target.NameOf(name),
            Files = [.. files.Select(file => Path.Combine(folder, file.Path))],
            ArenaBytes = plan.ArenaBytes,
            StateBytes = plan.InitialState.Length,
            ConstantsBytes = plan.Constants.Length,
        };
        context.Report(report, CliJson.Default.ExportReport, terminal => Print(terminal, report, target.TryIt(report.Files)));
    }

    private static void MakeScriptsExecutable(IEnumerable<string> paths)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in paths.Where(path => Path.GetExtension(path) == ".sh"))
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
        }
    }

    private static void Print(Terminal terminal, ExportReport report, string tryIt)
    {
        // A project of many files is told by its folder.
        IEnumerable<string> files = report.Files.Count <= MostNamedFiles
            ? report.Files : [.. report.Files.Take(MostNamedFiles), $"and {report.Files.Count - MostNamedFiles} more"];
        terminal.WriteFacts(
        [
            .. files.Select((file, i) => (i == 0 ? "files" : " ", (string?)file)),
            ("arena", Words.Bytes(report.ArenaBytes)),
            ("state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
            ("constants", Words.Bytes(report.ConstantsBytes)),
            ("try it", tryIt),
        ]);
    }

    /// <summary>A form that a model can be written in.</summary>
    /// <param name="Name">What <c>--to</c> takes.</param>
    /// <param name="Description">What it is.</param>
    /// <param name="NameOf">A name as the form allows it.</param>
    /// <param name="Export">Writes the files.</param>
    /// <param name="TryIt">A command that shows the written files at work.</param>
    private sealed record ExportTarget(
        string Name, string Description, Func<string, string> NameOf, Func<Plan, string, IReadOnlyList<ExportFile>> Export,
        Func<IReadOnlyList<string>, string> TryIt);

    /// <summary>A file below the output folder; one that is the user's to edit is written only where there is none.</summary>
    private sealed record ExportFile(string Path, string Text, bool IsYours = false);
}
