using System.Globalization;

namespace EdgeDeep.Cli.Terminals;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    private const int MaxListed = 20;
    private const int MaxName = 48;

    public static string Bytes(long count) => count < 1024
        ? $"{count} bytes"
        : string.Create(CultureInfo.InvariantCulture, $"{count / 1024.0:0.0} KB ({count:N0} bytes)");

    /// <summary>The beginning of a long name.</summary>
    public static string Short(string name) => name.Length <= MaxName ? name : $"{name[..(MaxName - 1)]}…";

    /// <summary>A whole number with separators: 2,656,768.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A fraction as a percentage: 90.21 %.</summary>
    public static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{fraction * 100:0.00} %");

    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

    public static string Real(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<int> shape) => $"[{string.Join(',', shape)}]";

    /// <summary>The first words of a list, and how many there are where some are left out.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count <= MaxListed
        ? string.Join(", ", words)
        : $"{string.Join(", ", words.Take(MaxListed))}, ... ({Count(words.Count)})";

    public static string Plural(int count, string noun) => $"{Count(count)} {noun}{(count == 1 ? string.Empty : "s")}";
}
