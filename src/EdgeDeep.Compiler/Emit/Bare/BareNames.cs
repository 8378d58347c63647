using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Names of types and members in exported C#.</summary>
internal static class BareNames
{
    // Types that the model's file uses, and members of its class, which may not have its name.
    private static readonly HashSet<string> Taken =
    [
        "Arena", "ArenaBytes", "Board", "ConstantBytes", "EdgeDeep", "Flash", "HostConsole", "HostFile", "Invoke", "Label", "LabelCount",
        "LayoutKind", "Memory", "Program", "ReadOnlySpan", "Register", "Reset", "Sample", "Semihosting", "Stack", "State", "StateBytes",
        "StructLayout", "SysTick", "System", "Terminal", "Unsafe",
    ];

    /// <summary>The C# type of an element.</summary>
    public static string TypeOf(ElementType type) => type switch
    {
        ElementType.Int8 => "sbyte",
        ElementType.UInt8 or ElementType.Bool => "byte",
        ElementType.Int16 => "short",
        ElementType.Int32 => "int",
        ElementType.Int64 => "long",
        ElementType.Float32 => "float",
        _ => throw new ModelException($"Element type {type} has no C# type; quantize the model again."),
    };

    /// <summary>The class of a model: its prefix in C as one word.</summary>
    public static string Pascal(string name)
    {
        string text = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return Taken.Contains(text) ? text + "Model" : text;
    }

    /// <summary>A constant: <c>3_weights</c> of the export to C is Step3Weights.</summary>
    public static string OfConstant(string name)
    {
        int digits = name.TakeWhile(char.IsAsciiDigit).Count();
        return (digits > 0 ? $"Step{name[..digits]}" : string.Empty) + Pascal(name[digits..]);
    }

    /// <summary>Text for a comment of one line.</summary>
    public static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));

    /// <summary>Text for a documentation comment of one line.</summary>
    public static string Documentation(string text) => Comment(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
