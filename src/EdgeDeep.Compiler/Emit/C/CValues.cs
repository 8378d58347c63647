using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>Values and texts as C writes them.</summary>
internal static class CValues
{
    private const int Width = 110;

    /// <summary>Appends the elements of an array between braces.</summary>
    public static void AppendArray(StringBuilder text, ElementType type, ReadOnlySpan<byte> bytes)
    {
        text.Append("{\n");
        int start = text.Length;
        foreach (string value in Elements(type, bytes))
        {
            if (text.Length - start + value.Length + 2 > Width)
            {
                text.Append('\n');
                start = text.Length;
            }

            text.Append(text.Length == start ? "    " : " ").Append(value).Append(',');
        }

        text.Append("\n}");
    }

    /// <summary>A number with all its digits.</summary>
    /// <exception cref="ModelException">It is infinite or no number.</exception>
    public static string Of(float value)
    {
        if (!float.IsFinite(value))
        {
            throw new ModelException("A constant of the model is infinite or no number, which C cannot write; check the float model.");
        }

        string digits = value.ToString("G9", CultureInfo.InvariantCulture);
        return digits + (digits.AsSpan().IndexOfAny('.', 'E') < 0 ? ".0f" : "f");
    }

    /// <summary>A 32-bit number.</summary>
    public static string Of(int value) =>
        value == int.MinValue ? "INT32_MIN" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A call as a statement, on as many lines as it takes.</summary>
    public static string Call(string function, IReadOnlyList<string> arguments)
    {
        StringBuilder text = new($"    {function}(");
        int start = 0;
        for (int i = 0; i < arguments.Count; i++)
        {
            string item = arguments[i] + (i + 1 < arguments.Count ? "," : ");");
            bool breaks = text.Length - start + item.Length + 1 > Width;
            start = breaks ? text.Length + 1 : start;
            text.Append(breaks ? "\n        " : i == 0 ? string.Empty : " ").Append(item);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Text for the inside of a comment.</summary>
    public static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        .Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);

    /// <summary>A string literal; other characters than those of ASCII are written as the bytes of UTF-8.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            // Three octal digits cannot run into the next character, and no trigraph survives.
            literal.Append(b is >= 32 and < 127 and not (byte)'"' and not (byte)'\\' and not (byte)'?'
                ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
        }

        return literal.Append('"').ToString();
    }

    private static IEnumerable<string> Elements(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Int8 => MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
        ElementType.Int32 => MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(Of),
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(Of),
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(Of),
        _ => bytes.ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)),
    };

    private static string Of(long value) =>
        value == long.MinValue ? "INT64_MIN" : $"INT64_C({value.ToString(CultureInfo.InvariantCulture)})";
}
