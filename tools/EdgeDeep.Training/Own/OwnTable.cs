using System.Globalization;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Training.Own;

/// <summary>Which columns of a user's table count.</summary>
/// <param name="Label">Name of the column with the class; null where none is named.</param>
/// <param name="Columns">Names of the input's columns in their order; empty takes all but the class and the group.</param>
/// <param name="Group">Name of the column that says which rows belong together; null for none.</param>
public sealed record TableSettings(string? Label = null, IReadOnlyList<string>? Columns = null, string? Group = null);

/// <summary>A user's table: a row of numbers is a sample, and one of its columns says its class.</summary>
/// <param name="Spec">Names of the input's columns and of the class.</param>
/// <param name="Labels">Class names, numbers by their size and words in ordinal order.</param>
/// <param name="Rows">The numbers of every row, as they stand there.</param>
/// <param name="Classes">The class of every row, an index into <paramref name="Labels"/>.</param>
/// <param name="Groups">What a row shares with rows that must not be in another part.</param>
/// <param name="Lines">The line of every row in the file, from 1.</param>
/// <param name="Grouping">One sentence on how rows were grouped.</param>
public sealed record OwnTable(
    TableSpec Spec, IReadOnlyList<string> Labels, IReadOnlyList<float[]> Rows, IReadOnlyList<int> Classes, IReadOnlyList<string> Groups, IReadOnlyList<int> Lines, string Grouping)
{
    private const int MostNumbers = 20, MostClasses = 256;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A .csv file whose first line names the columns.</param>
    /// <param name="settings">Which columns count.</param>
    /// <exception cref="InputException">The file cannot be read, a column is missing or holds text where numbers are needed, or the classes are none.</exception>
    public static OwnTable Read(string path, TableSettings settings)
    {
        CsvTable table = CsvTable.Read(path);
        string[] header = [.. table.Header ?? throw new InputException($"{path}: its first line holds a number and so names no columns; put a line with the columns' names before it.")];
        int label = settings.Label is { } name ? Find(table, header, name) : throw new InputException($"{path}: which column holds the class? Name it with --label; the columns are {string.Join(", ", header)}.");
        int? group = settings.Group is { } shared ? Find(table, header, shared) : null;
        string[] labels = LabelsOf(table, header[label], label);
        int[] inputs = Inputs(table, header, label, group, settings.Columns ?? []);
        float[][] rows = [.. Enumerable.Range(0, table.Rows.Count).Select(row => Array.ConvertAll(inputs, column => table.Number(row, column)))];
        string[] groups = [.. rows.Select((row, i) => group is { } column ? table.Rows[i][column] : string.Join(' ', row.Select(value => value.ToString(CultureInfo.InvariantCulture))))];
        string grouping = group is null
            ? $"split by a hash of the numbers of each row ({rows.Length} rows): where several rows come from one person, place or device, name the column that says so with --group, or the accuracy is flattering"
            : $"split by the column {header[group.Value]}: {groups.Distinct().Count()} groups of {rows.Length} rows";
        return new OwnTable(
            new TableSpec { Columns = string.Join(':', inputs.Select(column => header[column])), Label = header[label] },
            labels, rows, [.. table.Rows.Select(row => Array.IndexOf(labels, row[label]))], groups, table.Lines, grouping);
    }

    private static int Find(CsvTable table, string[] header, string name)
    {
        int column = Array.IndexOf(header, name);
        return column >= 0 ? column : throw new InputException($"{table.Path}: has no column '{name}'; its columns are {string.Join(", ", header)}.");
    }

    private static int[] Inputs(CsvTable table, string[] header, int label, int? group, IReadOnlyList<string> named)
    {
        int[] inputs = named.Count > 0
            ? [.. named.Select(name => Find(table, header, name))]
            : [.. Enumerable.Range(0, header.Length).Where(column => column != label && column != group)];
        string? unusable = inputs.Append(label).Select(column => header[column]).FirstOrDefault(name => name.Length == 0 || name.AsSpan().ContainsAny(':', ',', '='));
        if (unusable is not null)
        {
            throw new InputException($"{table.Path}: a column is called '{unusable}', and names of columns may not be empty or hold : , or =; rename it.");
        }

        if (inputs.Length == 0 || inputs.Distinct().Count() < inputs.Length || inputs.Contains(label))
        {
            throw new InputException($"{table.Path}: the input needs at least one column besides the class '{header[label]}', each of them once; its columns are {string.Join(", ", header)}.");
        }

        int at = Array.FindIndex(inputs, column => !table.Rows.Any(row => IsNumber(row[column])));
        return at < 0
            ? inputs
            : throw new InputException($"{table.Path}: column {header[inputs[at]]} holds no numbers (line {table.Lines[0]}: '{table.Rows[0][inputs[at]]}'); name the columns of numbers with --columns, or turn it into a column of 0 and 1 for each of its values.");
    }

    private static string[] LabelsOf(CsvTable table, string name, int column)
    {
        int empty = table.Rows.ToList().FindIndex(row => row[column].Length == 0);
        string[] labels = [.. table.Rows.Select(row => row[column]).Distinct()];
        bool isNumber = labels.All(IsNumber);
        return empty >= 0 ? throw new InputException($"{table.Path}: line {table.Lines[empty]} has no class in column {name}; fill it in or remove the line.")
            : labels.Length < 2 ? throw new InputException($"{table.Path}: column {name} holds the class '{labels[0]}' only; add rows of at least one other class.")
            : isNumber && labels.Length > MostNumbers ? throw new InputException($"{table.Path}: column {name} holds {labels.Length} different numbers, which is a quantity and no class; turn it into words for ranges such as low, middle and high.")
            : labels.Length > MostClasses ? throw new InputException($"{table.Path}: column {name} holds {labels.Length} different values, and {MostClasses} classes are the most; name another column with --label.")
            : isNumber ? [.. labels.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture)).ThenBy(text => text, StringComparer.Ordinal)]
            : [.. labels.Order(StringComparer.Ordinal)];
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
