using System.Text;
using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// The names of the C code. Functions and types are <c>ed_</c>, the namespace below EdgeDeep.Kernels, the class and the
/// member in snake case, with element types as s8, u8, s16, s32, s64 and f32: Conv2D.Int8 is <c>ed_conv2d_s8</c>.
/// Constants are the same in upper case. Fields, parameters and variables keep their C# names.
/// </summary>
public static class Naming
{
    private const string RootNamespace = "EdgeDeep.Kernels";

    private static readonly Dictionary<string, string> ElementTypes = new()
    {
        ["int8"] = "s8",
        ["uint8"] = "u8",
        ["int16"] = "s16",
        ["int32"] = "s32",
        ["int64"] = "s64",
        ["float32"] = "f32",
    };

    // Words of C99 and C++ that are ordinary names in C#.
    private static readonly HashSet<string> Reserved =
    [
        "and", "asm", "auto", "delete", "friend", "inline", "mutable", "not", "or", "register", "restrict", "signed", "template",
        "typedef", "typename", "union", "unsigned", "xor",
    ];

    /// <summary>Name of a structure, or the common beginning of the functions of a class.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace.ToDisplayString();
        string below = space.StartsWith(RootNamespace + ".", StringComparison.Ordinal)
            ? Snake(space[(RootNamespace.Length + 1)..].Replace(".", string.Empty, StringComparison.Ordinal)) + "_" : string.Empty;
        return $"ed_{below}{Snake(type.Name)}";
    }

    /// <summary>Name of a function.</summary>
    public static string Of(IMethodSymbol method) => $"{Of(method.ContainingType)}_{Snake(method.Name)}";

    /// <summary>Name of a constant of a class.</summary>
    public static string Of(IFieldSymbol constant) =>
        $"{Of(constant.ContainingType)}_{Snake(constant.Name)}".ToUpperInvariant();

    /// <summary>Name of a field, parameter or variable.</summary>
    public static string OfVariable(ISymbol symbol) =>
        Reserved.Contains(symbol.Name) ? symbol.Name + "_" : symbol.Name;

    /// <summary>Words in lower case with underscores; element types in short.</summary>
    public static string Snake(string name)
    {
        // UInt8 is one word.
        string joined = name.Replace("UInt", "Uint", StringComparison.Ordinal);
        StringBuilder text = new();
        for (int i = 0; i < joined.Length; i++)
        {
            if (i > 0 && StartsWord(joined, i))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(joined[i]));
        }

        return string.Join('_', text.ToString().Split('_').Select(word => ElementTypes.GetValueOrDefault(word, word)));
    }

    private static bool StartsWord(string name, int at)
    {
        bool nextIsLower = at + 1 < name.Length && char.IsLower(name[at + 1]);

        // The D of Conv2D belongs to its digit.
        return char.IsUpper(name[at]) && (char.IsLower(name[at - 1]) || nextIsLower);
    }
}
