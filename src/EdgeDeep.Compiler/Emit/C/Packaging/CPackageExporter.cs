using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>
/// Writes a model as a library in the forms that ecosystems expect: one folder whose src holds the C99 files of
/// <see cref="CExporter"/>, with manifests and an example for each ecosystem beside it, a README with sizes, and a licence.
/// </summary>
public static class CPackageExporter
{
    /// <summary>Stands for all ecosystems.</summary>
    public const string All = "all";

    /// <summary>Names of the ecosystems.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CPackageTable.Rows.Select(row => row.Name)];

    /// <summary>Writes the files; their names are relative paths with forward slashes.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="name">Prefix of files and symbols; characters that C does not allow become underscores.</param>
    /// <param name="packages">Names of ecosystems of <see cref="Names"/>, or <see cref="All"/>.</param>
    /// <param name="sizes">What compilers made of the model, for the README; <see cref="CSizeMeter.Measure"/>.</param>
    /// <exception cref="ModelException">The model cannot be written in C; the message names the step.</exception>
    public static IReadOnlyList<CFile> Export(Plan plan, string name, IReadOnlyCollection<string> packages, IReadOnlyList<CSize> sizes)
    {
        AccumulatorBounds.Check(plan);
        CPackageModel model = new(new CModel(CExporter.PlanOf(plan), CExporter.IdentifierOf(name)));
        CPackageRow[] rows = [.. CPackageTable.Rows.Where(row => packages.Contains(All) || packages.Contains(row.Name))];
        return
        [
            new CFile($"src/{model.Name}.h", CHeaderWriter.Write(model.C)),
            new CFile($"src/{model.Name}.c", CSourceWriter.Write(model.C)),
            new CFile($"src/{model.Name}_selftest.h", SelfTestHeader(model)),
            new CFile($"src/{model.Name}_selftest.c", CSelfTestWriter.Write(model.C, plan, withMain: false)),
            new CFile("README.md", CPackageReadme.Write(model, rows, sizes)),
            new CFile("LICENSE", Licence(model)),
            .. rows.Any(row => row.NeedsCMake) ? [CMakePackage.Lists(model)] : (CFile[])[],
            .. rows.SelectMany(row => row.Write(model)).DistinctBy(file => file.Name),
        ];
    }

    private static string SelfTestHeader(CPackageModel model) => $$"""
        /* Self-test of {{model.Name}}, exported by EdgeDeep; do not edit. */
        #ifndef {{model.Macro}}_SELFTEST_H
        #define {{model.Macro}}_SELFTEST_H

        #ifdef __cplusplus
        extern "C" {
        #endif

        /** Computes three inputs and compares with the answers of the .NET runtime: how many outputs differ, 0 where the library works. */
        int {{model.Name}}_selftest(void);

        #ifdef __cplusplus
        }
        #endif

        #endif

        """;

    private static string Licence(CPackageModel model)
    {
        using Stream resource = typeof(CPackageExporter).Assembly.GetManifestResourceStream("LICENSE")!;
        using StreamReader reader = new(resource);
        string weights = model.Licence is { } text
            ? $"The weights come from a model whose licence is stated as: {text}"
            : "The weights come from a model that states no licence.";
        return $"The source files of this library carry the following licence.\n{weights}\n\n{reader.ReadToEnd()}";
    }
}
