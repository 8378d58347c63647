using System.IO.Compression;
using System.Text.Json;

namespace EdgeDeep.KernelTranslator;

/// <summary>The library on disk.</summary>
public static class LibraryFiles
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes a header and, where there is one, a source file for every unit; returns the paths of the source files.</summary>
    public static IReadOnlyList<string> Write(KernelLibrary library, string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> sources = [];
        foreach (Unit unit in library.Units)
        {
            File.WriteAllText(Path.Combine(folder, unit.Name + ".h"), unit.Header);
            if (unit.Source is { } source)
            {
                string path = Path.Combine(folder, unit.Name + ".c");
                File.WriteAllText(path, source);
                sources.Add(path);
            }
        }

        return sources;
    }

    /// <summary>Writes all declarations as one JSON document, for an exporter that picks what a model needs.</summary>
    public static void WriteDeclarations(KernelLibrary library, string path)
    {
        using GZipStream file = new(File.Create(path), CompressionLevel.SmallestSize);
        JsonSerializer.Serialize(file, new
        {
            assumptions = Helpers.Assumptions + "\n",
            declarations = library.Declarations.Select(declaration => new
            {
                name = declaration.Name,
                text = declaration.Definition(declaration.Kind is DeclarationKind.Inline ? "static inline" : "static"),
                parameters = declaration.Parameters.Select(parameter => new { name = parameter.Name, type = parameter.Type }),
                fields = declaration.Fields,
                needs = declaration.Needs,
                needsMath = declaration.NeedsMath,
                csharpName = declaration.CSharpName,
                csharpFile = declaration.CSharpFile,
            }),
        });
    }

    /// <summary>Writes the kernels with pointers as one JSON document, for the export to C# without a runtime.</summary>
    public static void WritePointerSources(PointerSources sources, string path)
    {
        using GZipStream file = new(File.Create(path), CompressionLevel.SmallestSize);
        JsonSerializer.Serialize(file, sources, CamelCase);
    }
}
