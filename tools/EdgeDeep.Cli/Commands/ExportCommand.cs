using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes a model as sources for other tool chains.</summary>
internal static class ExportCommand
{
    private const int MostNamedFiles = 5;

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        string[] names = [.. ExportTargets.All.Select(target => target.Name)];
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string> to = new("--to")
        {
            Description = $"The form: {string.Join("; ", ExportTargets.All.Select(target => $"{target.Name}, {target.Description}"))}",
            HelpName = string.Join('|', names),
            Required = true,
        };
        to.AcceptOnlyFromAmong(names);
        Option<string> output = new("--output", "-o") { Description = "Folder for the files", HelpName = "DIR", Required = true };
        Option<string> name = new("--name") { Description = "Prefix of files and symbols; the model's file name if it is not given", HelpName = "NAME" };
        Option<string> package = new("--package")
        {
            Description = $"With --to c: a library for {string.Join(", ", CPackageExporter.Names)} (several with commas between) or {CPackageExporter.All}",
            HelpName = "FOR",
        };
        Option<bool> native = new("--native") { Description = "With --to nano: methods that the firmware implements in C, with the C++ files and the CMake module that it needs" };
        FrontEndOptions frontEnd = new();
        Command command = new("export", "Writes a model as sources for other tool chains.")
        {
            model, to, output, name, package, native, frontEnd.WithFrontEnd, frontEnd.Step, frontEnd.Preprocess,
        };
        bind(command, context =>
        {
            ExportTarget target = Array.Find(ExportTargets.All, row => row.Name == context.Value(to))!;
            string[] packages = PackagesOf(context.Value(package));
            bool isNative = context.Value(native), hasFrontEnd = context.Value(frontEnd.WithFrontEnd);
            CheckOptions(target, packages, isNative, hasFrontEnd);
            string path = context.Value(model);
            Plan plan = frontEnd.Apply(context, LoadedModel.Load(path));
            ExportRequest request = new(plan, context.Value(name) ?? Path.GetFileNameWithoutExtension(path), packages, isNative);
            Run(context, path, target, request, context.Value(output)!);
        });
        return new CommandRow(
            command, $"{Cli.Name} export kws.edge --to c -o firmware/model", $"{Cli.Name} export kws.edge --to c --package arduino -o kws",
            $"{Cli.Name} export keywords.edge --to c --with-front-end -o firmware/model");
    }

    private static void CheckOptions(ExportTarget target, string[] packages, bool isNative, bool hasFrontEnd)
    {
        if (isNative && target.Name != ExportTargets.Nano)
        {
            throw new UsageException("--native belongs to --to nano; --to c writes the library in C alone");
        }

        if ((packages.Length > 0 || hasFrontEnd) && target.Name != ExportTargets.C)
        {
            throw new UsageException($"{(hasFrontEnd ? "--with-front-end" : "--package")} belongs to --to c");
        }
    }

    /// <summary>The names in a list with commas.</summary>
    private static string[] PackagesOf(string? list)
    {
        string[] names = list?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return Array.Find(names, name => name != CPackageExporter.All && !CPackageExporter.Names.Contains(name)) is { } unknown
            ? throw new UsageException($"--package takes {string.Join(", ", CPackageExporter.Names)} or {CPackageExporter.All}, not '{unknown}'")
            : names;
    }

    private static void Run(CommandContext context, string path, ExportTarget target, ExportRequest request, string folder)
    {
        Exported exported = target.Write(request);
        ExportFile[] written = [.. exported.Files.Where(file => !file.IsYours || !File.Exists(Path.Combine(folder, file.Path)))];
        using (OutputFiles outputs = new(folder, [.. written.Select(file => file.Path)]))
        {
            for (int i = 0; i < written.Length; i++)
            {
                outputs[i].Write(written[i].Content);
            }

            outputs.Commit();
        }

        MakeScriptsExecutable(written.Select(file => Path.Combine(folder, file.Path)));
        foreach (string warning in exported.Warnings)
        {
            context.Say("warning", warning);
        }

        ExportReport report = new()
        {
            Model = path,
            Target = target.Name,
            Name = exported.Name,
            Files = [.. exported.Files.Select(file => Path.Combine(folder, file.Path))],
            ArenaBytes = exported.Plan.ArenaBytes,
            StateBytes = exported.Plan.InitialState.Length,
            ConstantsBytes = exported.Plan.Constants.Length,
            Sizes = exported.Sizes,
            HeapBytes = exported.HeapBytes,
            Notes = context.Notes,
            FrontEnd = FrameSchedule.Of(request.Plan) is { } schedule ? FrontEndReport.Of(schedule) : null,
        };
        context.Report(report, CliJson.Default.ExportReport, terminal => Print(terminal, report, exported.Next(report.Files)));
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

    private static void Print(Terminal terminal, ExportReport report, (string Title, string Text) next)
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
            ("heap", report.HeapBytes is { } heap ? Words.Bytes(heap) : null),
            ("front end", report.FrontEnd is { } sound ? $"{sound.SampleRate} samples a second, a frame every {sound.FrameStride}, an inference every {sound.InferenceSamples}" : null),
            .. report.Sizes.Select((size, i) => (i == 0 ? CSizeMeter.Optimization : " ", (string?)$"{size.Core}: code {Words.Count(size.Code)}, constants {Words.Count(size.Constants)}, RAM {Words.Count(size.Ram)}, stack {Words.Count(size.Stack)} bytes")),
            (next.Title, next.Text),
        ]);
    }
}
