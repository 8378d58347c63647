using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Which columns of a table are a model's input and which one is the class.</summary>
/// <param name="Inputs">Indices of the input's columns in the order of the input.</param>
/// <param name="Label">Index of the class; null where there is none.</param>
internal sealed record TableColumns(int[] Inputs, int? Label)
{
    private static readonly string[] LabelNames = ["label", "class"];

    /// <summary>Finds the columns: by name where the file has a header and the specification states names, else by order.</summary>
    /// <param name="table">The file.</param>
    /// <param name="spec">The names.</param>
    /// <param name="count">Columns that the input takes.</param>
    /// <exception cref="InputException">Names are missing, or the number of columns does not fit.</exception>
    public static TableColumns Of(CsvTable table, TableSpec spec, int count)
    {
        int[] named = table.Header is null ? [] : [.. spec.ColumnNames.Select(name => Find(table, name))];
        int? stated = spec.Label.Length == 0 || table.Header is null ? null : OptionalLabel(table, spec.Label);
        int[] rest = [.. Enumerable.Range(0, table.Width).Where(column => !named.Contains(column))];
        int? label = stated ?? Guess(table, rest, named.Length > 0 ? 0 : count);
        int[] inputs = named.Length > 0 ? named : [.. rest.Where(column => column != label)];
        return inputs.Length == count
            ? new TableColumns(inputs, label)
            : throw new InputException($"{table.Path}: has {table.Width} columns ({string.Join(", ", Enumerable.Range(0, table.Width).Select(table.NameOf))}) and the model takes {count}; give these and at most one more with the class, or name them with --preprocess table:columns=FIRST:SECOND,label=NAME.");
    }

    private static int Find(CsvTable table, string name)
    {
        int column = table.Header!.ToList().IndexOf(name);
        return column >= 0
            ? column
            : throw new InputException($"{table.Path}: has no column '{name}'{Nearest.Hint(name, table.Header!)}.");
    }

    /// <summary>Tables to run a model on need no classes.</summary>
    private static int? OptionalLabel(CsvTable table, string name)
    {
        int column = table.Header!.ToList().IndexOf(name);
        return column < 0 ? null : column;
    }

    /// <summary>The class among the columns that names leave over: called so, or the only or last one too many.</summary>
    private static int? Guess(CsvTable table, int[] rest, int needed)
    {
        int called = Array.FindIndex(rest, column => table.Header is { } header && LabelNames.Contains(header[column], StringComparer.OrdinalIgnoreCase));
        return rest.Length > needed && called >= 0 ? rest[called]
            : rest.Length == needed + 1 ? rest[^1]
            : null;
    }
}
