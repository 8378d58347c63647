using System.Text;
using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>What a user asked <c>export</c> for.</summary>
/// <param name="Plan">The model.</param>
/// <param name="Name">A name for it, not yet as the form allows names.</param>
/// <param name="Packages">With C: ecosystems to make libraries for.</param>
/// <param name="IsNative">With nanoFramework: methods that the firmware implements in C.</param>
internal sealed record ExportRequest(Plan Plan, string Name, string[] Packages, bool IsNative);

/// <summary>A file below the output folder; one that is the user's to edit is written only where there is none.</summary>
internal sealed record ExportFile(string Path, byte[] Content, bool IsYours = false)
{
    public ExportFile(string path, string text, bool isYours = false)
        : this(path, Encoding.UTF8.GetBytes(text), isYours)
    {
    }
}

/// <summary>What an exporter made.</summary>
/// <param name="Name">The model's name in the sources.</param>
/// <param name="Plan">The plan as it was written.</param>
/// <param name="Files">Paths below the output folder, and contents.</param>
/// <param name="Next">Title and command of a first check, from the paths of the files.</param>
internal sealed record Exported(
    string Name, Plan Plan, IReadOnlyList<ExportFile> Files, Func<IReadOnlyList<string>, (string Title, string Text)> Next)
{
    /// <summary>Sentences for the user.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Bytes of heap that a session takes, where the form has a heap.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>What cross compilers made of a package.</summary>
    public IReadOnlyList<CSize> Sizes { get; init; } = [];
}

/// <summary>A form that a model can be written in.</summary>
/// <param name="Name">What <c>--to</c> takes.</param>
/// <param name="Description">What it is.</param>
/// <param name="Write">Writes the files.</param>
internal sealed record ExportTarget(string Name, string Description, Func<ExportRequest, Exported> Write);

/// <summary>The forms that <c>export</c> knows.</summary>
internal static class ExportTargets
{
    public const string C = "c";
    public const string Nano = "nano";

    public static readonly ExportTarget[] All =
    [
        new(C, "a C99 library without dependencies", request => request.Packages.Length > 0 ? CPackage(request) : CFiles(request)),
        new(Nano, "a C# library for .NET nanoFramework", NanoProject),
        new("bare", "a C# project for Cortex-M without a runtime", BareProject),
    ];

    private static Exported CFiles(ExportRequest request)
    {
        string name = CExporter.IdentifierOf(request.Name);
        return new Exported(
            name, CExporter.PlanOf(request.Plan), [.. CExporter.Export(request.Plan, name).Select(file => new ExportFile(file.Name, file.Text))],
            files => ("try it", $"cc -std=c99 -O2 {files[1]} {files[2]} -lm -o selftest && ./selftest"));
    }

    private static Exported CPackage(ExportRequest request)
    {
        string name = CExporter.IdentifierOf(request.Name);
        IReadOnlyList<CFile> alone = CExporter.Export(request.Plan, name);
        IReadOnlyList<CSize> sizes = CSizeMeter.Measure(alone[0], alone[1]);
        return new Exported(
            name, CExporter.PlanOf(request.Plan), [.. CPackageExporter.Export(request.Plan, name, request.Packages, sizes).Select(file => new ExportFile(file.Name, file.Text))],
            files => ("read", files.First(file => Path.GetFileName(file) == "README.md")))
        {
            Sizes = sizes,
        };
    }

    private static Exported NanoProject(ExportRequest request)
    {
        NanoNames names = new(request.Name);
        IReadOnlyList<NanoFile> files = request.IsNative ? NativeExporter.Export(request.Plan, names) : NanoExporter.Export(request.Plan, names);
        string sdk = files.First(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).Path;
        return new Exported(
            names.Identifier, request.Plan, [.. files.Select(file => new ExportFile(file.Path, file.Content))],
            paths => ("check it", $"dotnet build {paths.First(path => path.EndsWith(sdk, StringComparison.Ordinal))}"))
        {
            Warnings = request.IsNative ? [] : [.. NanoLimits.Warnings(request.Plan)],
            HeapBytes = request.IsNative ? null : NanoLimits.HeapBytes(request.Plan),
        };
    }

    private static Exported BareProject(ExportRequest request) => new(
        BareExporter.NameOf(request.Name), request.Plan,
        [.. BareExporter.Export(request.Plan, request.Name).Select(file => new ExportFile(file.Path, file.Text, file.IsYours))],
        files => ("try it", $"{files.Single(file => Path.GetFileName(file) == "build.sh")} mps2-an386 --run"));
}
