using System.Text;
using EdgeDeep.Compiler.Emit.Nano;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace EdgeDeep.Nano.Tests;

/// <summary>Compiles C# for nanoFramework against the facade of firmware/nano, or for this machine.</summary>
internal static class NanoCompiler
{
    private static readonly Lazy<MetadataReference[]> FacadeReferences = new(CompileFacade);

    // What the sources under test use; all libraries of .NET would take a second for every compilation.
    private static readonly MetadataReference[] HostReferences =
        [.. new[] { "System.Private.CoreLib", "System.Runtime", "System.Collections" }
            .Select(name => MetadataReference.CreateFromFile(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll")))];

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Compiles an export for nanoFramework.</summary>
    public static byte[] ForNano(string assembly, IEnumerable<NanoFile> files) => ForNano(assembly, Sources(files));

    /// <summary>Compiles sources for nanoFramework.</summary>
    public static byte[] ForNano(string assembly, IEnumerable<(string Path, string Text)> sources) =>
        Emit(assembly, sources, FacadeReferences.Value, isCoreLibrary: false);

    /// <summary>Compiles an export for this machine's .NET.</summary>
    public static byte[] ForHost(string assembly, IEnumerable<NanoFile> files, params (string Path, string Text)[] more)
    {
        return Emit(assembly, [.. Sources(files).Where(file => !file.Path.EndsWith("AssemblyInfo.cs", StringComparison.Ordinal)), .. more], HostReferences, isCoreLibrary: false);
    }

    private static IEnumerable<(string Path, string Text)> Sources(IEnumerable<NanoFile> files) => files
        .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => (file.Path, new UTF8Encoding(true).GetString(file.Content).TrimStart('\uFEFF')));

    private static MetadataReference[] CompileFacade()
    {
        List<MetadataReference> references = [];
        foreach (string name in new[] { "mscorlib", "nanoFramework.ResourceManager", "System.Device.Gpio", "System.Device.I2c" })
        {
            string folder = Path.Combine(Repository, "firmware/nano/facade", name);
            IEnumerable<(string, string)> sources = Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)));
            references.Add(MetadataReference.CreateFromImage(Emit(name, sources, [.. references.Take(1)], isCoreLibrary: name == "mscorlib")));
        }

        return [.. references];
    }

    private static byte[] Emit(string assembly, IEnumerable<(string Path, string Text)> sources, IEnumerable<MetadataReference> references, bool isCoreLibrary)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp10);
        CSharpCompilation compilation = CSharpCompilation.Create(
            assembly, sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, options, source.Path)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true, allowUnsafe: true));
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(runtimeMetadataVersion: isCoreLibrary ? "v4.0.30319" : null));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
