using System.CommandLine;
using System.Text;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
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
        Option<string> package = new("--package")
        {
            Description = $"With --to c: a library for {string.Join(", ", CPackageExporter.Names)} (several with commas between) or {CPackageExporter.All}",
            HelpName = "FOR",
        };
        Command command = new("export", "Writes a model as sources for other tool chains.") { model, to, output, name, package };
        bind(command, context => Run(context, context.Value(model), context.Value(output)!, context.Value(name), PackagesOf(context.Value(package))));
        return new CommandRow(command, $"{Cli.Name} export kws.edge --to c -o firmware/model", $"{Cli.Name} export kws.edge --to c --package arduino -o kws");
    }

    private static void Run(CommandContext context, string path, string folder, string? name, string[] packages)
    {
        Plan plan = LoadedModel.Load(path).Int8().Plan;
        string prefix = CExporter.IdentifierOf(name ?? Path.GetFileNameWithoutExtension(path));
        IReadOnlyList<CFile> files = CExporter.Export(plan, prefix);
        IReadOnlyList<CSize> sizes = packages.Length > 0 ? CSizeMeter.Measure(files[0], files[1]) : [];
        files = packages.Length > 0 ? CPackageExporter.Export(plan, prefix, packages, sizes) : files;
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
            Sizes = sizes,
        };
        context.Report(report, CliJson.Default.ExportReport, terminal => Print(terminal, report, packages.Length > 0));
    }

    /// <summary>The names in a list with commas.</summary>
    private static string[] PackagesOf(string? list)
    {
        string[] names = list?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return Array.Find(names, name => name != CPackageExporter.All && !CPackageExporter.Names.Contains(name)) is { } unknown
            ? throw new UsageException($"--package takes {string.Join(", ", CPackageExporter.Names)} or {CPackageExporter.All}, not '{unknown}'")
            : names;
    }

    private static void Print(Terminal terminal, ExportReport report, bool isPackage) => terminal.WriteFacts(
    [
        .. report.Files.Select((file, i) => (i == 0 ? "files" : " ", (string?)file)),
        ("arena", Words.Bytes(report.ArenaBytes)),
        ("state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
        ("constants", Words.Bytes(report.ConstantsBytes)),
        .. report.Sizes.Select((size, i) => (i == 0 ? CSizeMeter.Optimization : " ", (string?)$"{size.Core}: code {Words.Count(size.Code)}, constants {Words.Count(size.Constants)}, RAM {Words.Count(size.Ram)}, stack {Words.Count(size.Stack)} bytes")),
        isPackage ? ("read", report.Files.First(file => Path.GetFileName(file) == "README.md")) : ("try it", $"cc -std=c99 -O2 {report.Files[1]} {report.Files[2]} -lm -o selftest && ./selftest"),
    ]);
}
