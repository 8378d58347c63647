using System.Reflection;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// C bodies that use instructions of particular cores, for functions whose plain C body is the translated C# one. They are the
/// files of the folder Intrinsics: FUNCTION.dsp.c, FUNCTION.mve.c and FUNCTION.le.c, the last for little-endian memory.
/// </summary>
internal static class Intrinsics
{
    /// <summary>Name of the macros that tell what the compiler has.</summary>
    public const string Target = "ED_TARGET";

    private static readonly (string Suffix, string Condition)[] Kinds =
        [(".mve.c", "ED_MVE"), (".dsp.c", "ED_DSP"), (".le.c", "ED_LITTLE_ENDIAN")];

    private static readonly Dictionary<string, string> Files = Read();

    /// <summary>The declaration of the macros.</summary>
    public static Declaration Macros { get; } = new()
    {
        Name = Target,
        Unit = KernelLibrary.ArithmeticUnit,
        Kind = DeclarationKind.Constant,
        Body = Files["target.h"],
    };

    /// <summary>A function's body with the bodies for particular cores in front; null where it has none.</summary>
    /// <param name="function">Name in C.</param>
    /// <param name="body">The plain body: a block in braces.</param>
    public static string? Choose(string function, string body)
    {
        string text = string.Empty;
        foreach ((string suffix, string condition) in Kinds)
        {
            if (Files.TryGetValue(function + suffix, out string? code))
            {
                text += $"#{(text.Length == 0 ? "if" : "elif")} {condition}\n{code}";
            }
        }

        return text.Length == 0 ? null : $"{{\n{text}#else\n{body["{\n".Length..^"}\n".Length]}#endif\n}}\n";
    }

    /// <summary>Refuses a file that belongs to no function.</summary>
    public static void Check(IEnumerable<string> functions)
    {
        HashSet<string> known = [.. functions.SelectMany(name => Kinds.Select(kind => name + kind.Suffix)), "target.h"];
        string? lost = Files.Keys.FirstOrDefault(file => !known.Contains(file));
        if (lost is not null)
        {
            throw new InvalidOperationException($"Intrinsics/{lost} belongs to no function of the kernels; rename it.");
        }
    }

    private static Dictionary<string, string> Read()
    {
        const string Prefix = "Intrinsics/";
        Assembly assembly = typeof(Intrinsics).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => name[Prefix.Length..],
            name =>
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd().Replace("\r", string.Empty, StringComparison.Ordinal);
            });
    }
}
