using System.Text;

namespace EdgeDeep.KernelTranslator;

/// <summary>Groups declarations into headers and source files.</summary>
internal static class UnitWriter
{
    private const string Marker = "/* Generated from the C# kernels of EdgeDeep; do not edit. */\n";

    /// <summary>All units.</summary>
    /// <param name="declarations">In an order that compiles.</param>
    /// <param name="titles">The comment at the top of a unit, by its name.</param>
    public static IReadOnlyList<Unit> Write(IReadOnlyList<Declaration> declarations, IReadOnlyDictionary<string, string> titles)
    {
        Dictionary<string, string> unitOf = declarations.ToDictionary(d => d.Name, d => d.Unit);
        return [.. declarations.GroupBy(d => d.Unit).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => One(group.Key, [.. group], titles.GetValueOrDefault(group.Key, string.Empty), unitOf))];
    }

    private static Unit One(string name, Declaration[] own, string title, Dictionary<string, string> unitOf)
    {
        // What only the functions of the source file use is of no concern to those who include the header.
        bool hasSource = own.Any(d => d.Kind is DeclarationKind.Function or DeclarationKind.Local);
        HashSet<string> inHeader = [.. own.Where(d => IsPublic(d, own, hasSource)).Select(d => d.Name)];
        string[] headerNeeds = Units(own.Where(d => inHeader.Contains(d.Name)), name, unitOf, prototypesOnly: true);
        string[] sourceNeeds = [.. Units(own, name, unitOf, prototypesOnly: false).Except(headerNeeds)];
        StringBuilder header = new(Marker + title);
        string guard = $"{name.ToUpperInvariant()}_H";
        header.Append($"#ifndef {guard}\n#define {guard}\n\n");
        header.Append("#include <stdbool.h>\n#include <stdint.h>\n");
        Include(header, headerNeeds);
        header.Append('\n');
        if (name == KernelLibrary.ArithmeticUnit)
        {
            header.Append(Helpers.Assumptions).Append("\n\n");
        }

        foreach (Declaration declaration in own.Where(d => inHeader.Contains(d.Name)))
        {
            header.Append(InHeader(declaration)).Append('\n');
        }

        header.Append($"#endif\n");
        return new Unit(
            name, header.ToString(), hasSource ? Source(name, own, inHeader, sourceNeeds) : null, [.. headerNeeds, .. sourceNeeds]);
    }

    private static string Source(string name, Declaration[] own, HashSet<string> inHeader, string[] needs)
    {
        StringBuilder source = new(Marker);
        source.Append($"#include \"{name}.h\"\n");
        Include(source, needs);
        source.Append(own.Any(d => d.NeedsMath) ? "#include <math.h>\n" : string.Empty);
        foreach (Declaration declaration in own)
        {
            source.Append(declaration.Kind switch
            {
                DeclarationKind.Function => "\n" + Undocumented(declaration),
                _ when inHeader.Contains(declaration.Name) => string.Empty,
                _ => "\n" + declaration.Definition("static"),
            });
        }

        return source.ToString();
    }

    private static string Undocumented(Declaration function) => Layout.Wrap(function.Prototype) + "\n" + function.Body;

    private static string InHeader(Declaration declaration) => declaration.Kind switch
    {
        DeclarationKind.Function => declaration.Comment + Layout.Wrap(declaration.Prototype + ";") + "\n",
        _ => declaration.Definition("static inline"),
    };

    private static bool IsPublic(Declaration declaration, Declaration[] own, bool hasSource) => declaration.Kind switch
    {
        DeclarationKind.Local => false,
        DeclarationKind.Constant => !hasSource || declaration.Comment.StartsWith("/**", StringComparison.Ordinal)
            || own.Any(d => d.Kind is DeclarationKind.Inline && d.Needs.Contains(declaration.Name)),
        _ => true,
    };

    private static string[] Units(
        IEnumerable<Declaration> declarations, string own, Dictionary<string, string> unitOf, bool prototypesOnly) =>
        [.. declarations
            .SelectMany(d => prototypesOnly && d.Kind is DeclarationKind.Function ? d.Needs.Where(need => IsInPrototype(d, need)) : d.Needs)
            .Select(need => unitOf[need]).Where(unit => unit != own).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsInPrototype(Declaration function, string need) =>
        function.Parameters.Any(parameter => parameter.Type.Contains(need, StringComparison.Ordinal));

    private static void Include(StringBuilder text, IEnumerable<string> units)
    {
        foreach (string unit in units)
        {
            text.Append($"#include \"{unit}.h\"\n");
        }
    }
}
