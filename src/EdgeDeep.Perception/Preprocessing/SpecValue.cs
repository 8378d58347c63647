using System.Globalization;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Reads and writes the values of the textual form; readers return null for what they do not understand.</summary>
internal static class SpecValue
{
    /// <summary>A whole number, not negative.</summary>
    public static int? Int(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A finite number, or a fraction of two.</summary>
    public static double? Number(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        double? value = slash < 0 ? Plain(text) : Plain(text[..slash]) / Plain(text[(slash + 1)..]);
        return value is double number && double.IsFinite(number) ? number : null;
    }

    /// <summary>One number for all channels or three with colons between them.</summary>
    public static PerChannel? Numbers(string text) => Array.ConvertAll(text.Split(':'), Number) switch
    {
        [double all] => new PerChannel(all),
        [double first, double second, double third] => new PerChannel(first, second, third),
        _ => null,
    };

    /// <summary>A number for each column with colons between them.</summary>
    public static PerColumn? Columns(string text)
    {
        double?[] numbers = Array.ConvertAll(text.Split(':'), Number);
        return Array.TrueForAll(numbers, number => number is not null) ? new PerColumn(numbers.Select(number => number!.Value)) : null;
    }

    /// <summary>A size such as 96x64.</summary>
    public static PixelSize? Pixels(string text) => Array.ConvertAll(text.Split('x'), Int) switch
    {
        [int width, int height] => new PixelSize(width, height),
        _ => null,
    };

    /// <summary>Writes a whole number.</summary>
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a number so that it reads back exactly; reciprocals of whole numbers as fractions where that is shorter.</summary>
    public static string Text(double value)
    {
        string plain = value.ToString("R", CultureInfo.InvariantCulture);
        double reciprocal = Math.Round(1 / value);
        bool isFraction = plain.Length > 8 && Math.Abs(reciprocal) is >= 2 and <= 1 << 20 && 1 / reciprocal == value;
        return isFraction ? string.Create(CultureInfo.InvariantCulture, $"1/{reciprocal}") : plain;
    }

    /// <summary>Writes one number, or three where the channels differ.</summary>
    public static string Text(PerChannel value) =>
        value.IsUniform ? Text(value.First) : $"{Text(value.First)}:{Text(value.Second)}:{Text(value.Third)}";

    /// <summary>Writes a number for each column.</summary>
    public static string Text(PerColumn value) => string.Join(':', value.Values.Select(Text));

    private static double? Plain(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}

/// <summary>Words that stand for values.</summary>
/// <param name="rows">Every word and its value.</param>
internal sealed class Choice<T>(params (string Name, T Value)[] rows)
    where T : struct
{
    /// <summary>The words as part of a sentence.</summary>
    public string Names => string.Join(", ", rows.SkipLast(1).Select(row => row.Name)) + " or " + rows[^1].Name;

    /// <summary>The value of a word; null where it is unknown.</summary>
    public T? Find(string name)
    {
        foreach ((string known, T value) in rows)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The word of a value.</summary>
    public string NameOf(T value) => Array.Find(rows, row => EqualityComparer<T>.Default.Equals(row.Value, value)).Name;
}
