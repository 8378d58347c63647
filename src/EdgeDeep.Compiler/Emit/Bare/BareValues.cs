using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Values and texts as C# writes them.</summary>
internal static class BareValues
{
    private const int Width = 110;

    /// <summary>Appends a property whose value the compilers place in flash.</summary>
    /// <param name="text">Receives it.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="type">Element type.</param>
    /// <param name="bytes">The elements, little-endian.</param>
    /// <param name="indent">What its lines begin with.</param>
    public static void AppendConstant(StringBuilder text, string name, ElementType type, ReadOnlySpan<byte> bytes, string indent)
    {
        string element = BareNames.TypeOf(type);
        text.Append($"{indent}private static ReadOnlySpan<{element}> {name} => new {element}[]\n{indent}{{\n");
        int start = text.Length;
        foreach (string value in Elements(type, bytes))
        {
            if (text.Length - start + value.Length + 2 > Width)
            {
                text.Append('\n');
                start = text.Length;
            }

            text.Append(text.Length == start ? $"{indent}    " : " ").Append(value).Append(',');
        }

        text.Append($"\n{indent}}};\n");
    }

    /// <summary>A number with all its digits.</summary>
    public static string Of(float value) => float.IsNaN(value) ? "0f / 0f"
        : float.IsInfinity(value) ? $"{(value > 0 ? 1 : -1)}f / 0f"
        : value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>A u8 literal.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            literal.Append(c is >= ' ' and < '\u007f' and not '"' and not '\\' || char.IsSurrogate(c) || char.IsLetterOrDigit(c)
                ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
        }

        return literal.Append("\"u8").ToString();
    }

    private static IEnumerable<string> Elements(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Int8 => MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Int32 => MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(Of),
        _ => bytes.ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
    };
}
