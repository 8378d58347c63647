using System.Globalization;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>The samples of a comma-separated table, for a model's input.</summary>
/// <param name="Spec">Which columns were taken, by name where the file has a header.</param>
/// <param name="Inputs">The tensor of every sample.</param>
/// <param name="Labels">The class of every sample as it stands there; null where the table has no such column.</param>
/// <param name="Names">FILE:LINE of every sample.</param>
public sealed record TableSamples(TableSpec Spec, IReadOnlyList<float[]> Inputs, IReadOnlyList<string>? Labels, IReadOnlyList<string> Names)
{
    /// <summary>Reads all samples of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">Which columns count.</param>
    /// <param name="inputShape">
    /// Shape of the input with a batch of 1: [1,columns] for one row a sample, [1,rows,columns] or [1,rows,columns,1] for
    /// windows of consecutive rows.
    /// </param>
    /// <exception cref="InputException">The file cannot be read or does not fit the input.</exception>
    public static TableSamples Read(string path, TableSpec spec, int[] inputShape)
    {
        CsvTable table = CsvTable.Read(path);
        int elements = TensorShape.Elements(inputShape, spec);
        int width = spec.ColumnNames is { Length: > 0 } names ? names.Length : TensorShape.Significant(inputShape)[^1];
        if (elements % width != 0)
        {
            throw TensorShape.Misfit(spec, $"rows of {width}", inputShape);
        }

        if (!spec.FitsColumns(width))
        {
            throw new InputException($"pre-processing '{spec}' has mean or std of {(spec.Mean ?? spec.Std)!.Count} columns and the model takes {width}; give one for each.");
        }

        TableColumns columns = TableColumns.Of(table, spec, width);
        int rows = elements / width;
        if (table.Rows.Count % rows != 0)
        {
            throw new InputException($"{path}: holds {table.Rows.Count} rows and the model takes {rows} at a time; give {rows} rows or a multiple.");
        }

        int count = table.Rows.Count / rows;
        return new TableSamples(
            table.Header is { } header ? spec with { Columns = Joined(columns.Inputs.Select(c => header[c])), Label = LabelName(spec, header, columns) } : spec,
            [.. Enumerable.Range(0, count).Select(i => Tensor(table, spec, columns.Inputs, i * rows, rows))],
            columns.Label is { } label ? [.. Enumerable.Range(0, count).Select(i => LabelOf(table, label, i * rows, rows))] : null,
            [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{path}:{table.Lines[i * rows]}"))]);
    }

    private static string LabelName(TableSpec spec, IReadOnlyList<string> header, TableColumns columns) =>
        columns.Label is { } label && !header[label].AsSpan().ContainsAny(':', ',', '=') ? header[label] : spec.Label;

    /// <summary>Names that the textual form cannot hold are not kept: then columns count by their order.</summary>
    private static string Joined(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Any(name => name.AsSpan().ContainsAny(':', ',', '=')) ? string.Empty : string.Join(':', all);
    }

    private static float[] Tensor(CsvTable table, TableSpec spec, int[] columns, int first, int rows) =>
        [.. Enumerable.Range(first, rows).SelectMany(row => columns.Select((column, i) => spec.ValueOf(table.Number(row, column), i)))];

    private static string LabelOf(CsvTable table, int column, int first, int rows)
    {
        string label = table.Rows[first][column];
        int other = Enumerable.Range(first, rows).FirstOrDefault(row => table.Rows[row][column] != label, -1);
        return other < 0
            ? label
            : throw new InputException($"{table.Path}: lines {table.Lines[first]} to {table.Lines[first + rows - 1]} are one sample and its class changes at line {table.Lines[other]}; give every sample one class.");
    }
}
