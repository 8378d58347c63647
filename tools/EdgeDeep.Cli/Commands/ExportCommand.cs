using System.CommandLine;
using System.Text;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes a model as sources for other tool chains.</summary>
internal static class ExportCommand
{
    private const string C = "c";
    private const string Nano = "nano";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string> to = new("--to") { Description = "The form: c, a C99 library without dependencies; nano, a C# library for .NET nanoFramework", HelpName = $"{C}|{Nano}", Required = true };
        to.AcceptOnlyFromAmong(C, Nano);
        Option<string> output = new("--output", "-o") { Description = "Folder for the files", HelpName = "DIR", Required = true };
        Option<string> name = new("--name") { Description = "Prefix of files and symbols; the model's file name if it is not given", HelpName = "NAME" };
        Option<bool> native = new("--native") { Description = "nano: methods that the firmware implements in C, with the C++ files and the CMake module that it needs" };
        Command command = new("export", "Writes a model as sources for other tool chains.") { model, to, output, name, native };
        bind(command, context => Run(context, context.Value(model), context.Value(to)!, context.Value(output)!, context.Value(name), context.Value(native)));
        return new CommandRow(command, $"{Cli.Name} export kws.edge --to c -o firmware/model");
    }

    private static void Run(CommandContext context, string path, string target, string folder, string? name, bool isNative)
    {
        if (isNative && target != Nano)
        {
            throw new UsageException("--native belongs to --to nano; --to c writes the library in C alone.");
        }

        Plan plan = LoadedModel.Load(path).Int8().Plan;
        Export export = Convert(plan, target, name ?? Path.GetFileNameWithoutExtension(path), isNative);
        using (OutputFiles outputs = new(folder, [.. export.Files.Select(file => file.Path)]))
        {
            for (int i = 0; i < export.Files.Count; i++)
            {
                outputs[i].Write(export.Files[i].Content);
            }

            outputs.Commit();
        }

        foreach (string warning in export.Warnings)
        {
            context.Say("warning", warning);
        }

        ExportReport report = new()
        {
            Model = path,
            Target = target,
            Name = export.Name,
            Files = [.. export.Files.Select(file => Path.Combine(folder, file.Path))],
            ArenaBytes = plan.ArenaBytes,
            StateBytes = plan.InitialState.Length,
            ConstantsBytes = plan.Constants.Length,
            HeapBytes = export.HeapBytes,
            Notes = context.Notes,
        };
        context.Report(report, CliJson.Default.ExportReport, terminal => Print(terminal, report, export.Next(report.Files)));
    }

    private static Export Convert(Plan plan, string target, string name, bool isNative)
    {
        if (target == C)
        {
            string prefix = CExporter.IdentifierOf(name);
            return new Export(
                prefix, [.. CExporter.Export(plan, prefix).Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))], [], null,
                files => ("try it", $"cc -std=c99 -O2 {files[1]} {files[2]} -lm -o selftest && ./selftest"));
        }

        NanoNames names = new(name);
        IReadOnlyList<NanoFile> files = isNative ? NativeExporter.Export(plan, names) : NanoExporter.Export(plan, names);
        string sdk = files.First(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).Path;
        return new Export(
            names.Identifier, [.. files.Select(file => (file.Path, file.Content))], isNative ? [] : [.. NanoLimits.Warnings(plan)],
            isNative ? null : NanoLimits.HeapBytes(plan),
            paths => ("check it", $"dotnet build {paths.First(path => path.EndsWith(sdk, StringComparison.Ordinal))}"));
    }

    private static void Print(Terminal terminal, ExportReport report, (string, string?) next) => terminal.WriteFacts(
    [
        .. report.Files.Select((file, i) => (i == 0 ? "files" : " ", (string?)file)),
        ("arena", Words.Bytes(report.ArenaBytes)),
        ("state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
        ("constants", Words.Bytes(report.ConstantsBytes)),
        ("heap", report.HeapBytes is { } heap ? Words.Bytes(heap) : null),
        next,
    ]);

    /// <summary>What an exporter made.</summary>
    /// <param name="Name">The model's name in the sources.</param>
    /// <param name="Files">Paths below the output folder, and contents.</param>
    /// <param name="Warnings">Sentences for the user.</param>
    /// <param name="HeapBytes">Bytes of heap that a session takes, where the form has a heap.</param>
    /// <param name="Next">Title and command of a first check, from the paths of the files.</param>
    private sealed record Export(
        string Name, IReadOnlyList<(string Path, byte[] Content)> Files, IReadOnlyList<string> Warnings, long? HeapBytes,
        Func<IReadOnlyList<string>, (string, string?)> Next);
}
