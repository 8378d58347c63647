using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Constants as C writes them.</summary>
internal static class Literals
{
    /// <summary>A number or truth value as it stands in the code.</summary>
    public static string Of(LiteralExpressionSyntax literal, TypeInfo type)
    {
        string text = literal.Token.Text.Replace("_", string.Empty, StringComparison.Ordinal);
        if (CTypes.IsFloatingPoint(type.ConvertedType))
        {
            return FloatingPoint(text, type.ConvertedType!.SpecialType == SpecialType.System_Single);
        }

        return literal.Token.Value switch
        {
            true => "true",
            false => "false",
            int => Digits(text, literal),
            long => $"INT64_C({Digits(text, literal)})",
            _ => throw new TranslationException(literal, $"literal '{text}' is outside the kernel subset"),
        };
    }

    /// <summary>A value computed by the compiler.</summary>
    public static string Of(object value, SyntaxNode place) => value switch
    {
        int.MinValue => "INT32_MIN",
        long.MinValue => "INT64_MIN",
        int or sbyte or byte or short => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        long number => $"INT64_C({number.ToString(CultureInfo.InvariantCulture)})",
        _ => throw new TranslationException(place, $"constant of type '{value.GetType().Name}' is outside the kernel subset"),
    };

    /// <summary>The limits of the integer types.</summary>
    public static string? Limit(IFieldSymbol field)
    {
        string? type = field.ContainingType.SpecialType switch
        {
            SpecialType.System_SByte => "INT8",
            SpecialType.System_Byte => "UINT8",
            SpecialType.System_Int16 => "INT16",
            SpecialType.System_Int32 => "INT32",
            SpecialType.System_Int64 => "INT64",
            _ => null,
        };
        return (type, field.Name) switch
        {
            (null, _) => null,
            ("UINT8", "MinValue") => "0",
            (_, "MinValue") => type + "_MIN",
            (_, "MaxValue") => type + "_MAX",
            _ => null,
        };
    }

    private static string Digits(string text, LiteralExpressionSyntax place)
    {
        string digits = text.TrimEnd('L', 'l');
        return digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase)
            ? throw new TranslationException(place, "C99 has no binary literals; write it in hexadecimal")
            : digits;
    }

    private static string FloatingPoint(string text, bool single)
    {
        string digits = text.TrimEnd('f', 'F', 'd', 'D');
        bool isWhole = digits.All(char.IsAsciiDigit);
        return digits + (isWhole ? ".0" : string.Empty) + (single ? "f" : string.Empty);
    }
}
