using System.Globalization;
using System.Text;

namespace EdgeDeep.Perception.Datasets;

/// <summary>
/// A table of comma-separated values in UTF-8 (RFC 4180; a quoted value ends on its line). The first line is a header when
/// no value in it is a number. Empty lines are left out; all others hold equally many values.
/// </summary>
public sealed class CsvTable
{
    private const int MaxBytes = 1 << 28;

    private CsvTable(string path, IReadOnlyList<string>? header, IReadOnlyList<string[]> rows, IReadOnlyList<int> lines)
    {
        Path = path;
        Header = header;
        Rows = rows;
        Lines = lines;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of the columns; null where the file has no header.</summary>
    public IReadOnlyList<string>? Header { get; }

    /// <summary>The values of every row below the header; at least one row.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The line of every row in the file, from 1.</summary>
    public IReadOnlyList<int> Lines { get; }

    /// <summary>Number of columns.</summary>
    public int Width => Rows[0].Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing or empty, rows differ in length, or a quote is not closed.</exception>
    public static CsvTable Read(string path)
    {
        byte[] bytes = InputFile.Read(path, (stream, name) => InputFile.ReadAll(stream, name, MaxBytes));
        string[] text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n');
        List<string[]> rows = [];
        List<int> lines = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(text[i]))
            {
                rows.Add(Values(text[i].TrimEnd('\r'), path, i + 1));
                lines.Add(i + 1);
            }
        }

        string[]? header = rows.Count > 0 && !rows[0].Any(IsNumber) ? rows[0] : null;
        CheckHeader(header, path);
        int skip = header is null ? 0 : 1;
        int different = rows.FindIndex(row => row.Length != rows[0].Length);
        return different >= 0 ? throw new InputException($"{path}: line {lines[different]} holds {rows[different].Length} values and line {lines[0]} holds {rows[0].Length}; give every line the same number.")
            : rows.Count == skip ? throw new InputException($"{path}: holds no rows of numbers; give one a line, values with commas between them.")
            : new CsvTable(path, header, [.. rows.Skip(skip)], [.. lines.Skip(skip)]);
    }

    /// <summary>A value as a number.</summary>
    /// <param name="row">0 to the number of rows - 1.</param>
    /// <param name="column">0 to <see cref="Width"/> - 1.</param>
    /// <exception cref="InputException">It is no finite number.</exception>
    public float Number(int row, int column)
    {
        string text = Rows[row][column];
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new InputException($"{Path}: line {Lines[row]} has '{text}' in column {NameOf(column)} where a number such as 2.5 is needed; repair or remove the line.");
    }

    /// <summary>The column's name, or its number from 1.</summary>
    /// <param name="column">0 to <see cref="Width"/> - 1.</param>
    public string NameOf(int column) => Header?[column] ?? (column + 1).ToString(CultureInfo.InvariantCulture);

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static void CheckHeader(string[]? header, string path)
    {
        if (header?.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"{path}: has two columns called '{twice.Key}'; name every column differently.");
        }

        if (header is [{ } only] && only.AsSpan().ContainsAny(';', '\t'))
        {
            throw new InputException($"{path}: separates values by semicolons or tabs; save it with commas between values and points in numbers.");
        }
    }

    private static string[] Values(string line, string path, int number)
    {
        List<string> values = [];
        int at = 0;
        do
        {
            values.Add(line.AsSpan(at).TrimStart().StartsWith("\"") ? Quoted(line, ref at, path, number) : Plain(line, ref at));
        }
        while (at++ < line.Length);
        return [.. values];
    }

    private static string Plain(string line, ref int at)
    {
        int end = line.IndexOf(',', at), start = at;
        at = end < 0 ? line.Length : end;
        return line[start..at].Trim();
    }

    private static string Quoted(string line, ref int at, string path, int number)
    {
        StringBuilder value = new();
        at = line.IndexOf('"', at) + 1;
        while (at < line.Length && (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"')))
        {
            value.Append(line[at]);
            at += line[at] == '"' ? 2 : 1;
        }

        int closing = at;
        while (++at < line.Length && char.IsWhiteSpace(line[at]))
        {
        }

        return closing < line.Length && (at >= line.Length || line[at] == ',')
            ? value.ToString()
            : throw new InputException($"{path}: line {number} has a quoted value that is not closed before its comma; close the quote.");
    }
}
