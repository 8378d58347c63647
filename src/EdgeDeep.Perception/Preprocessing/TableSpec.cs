using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>
/// Numbers of a comma-separated table (kind <c>table</c>), each as (number - mean) / std of its column: as many rows as the
/// input's shape needs make one sample, [rows, columns] in row-major order.
/// </summary>
public sealed record TableSpec : PreprocessingSpec
{
    /// <summary>Names of the input's columns with colons between them, in the order of the input; empty takes the columns as they come.</summary>
    public string Columns { get; init; } = string.Empty;

    /// <summary>Name of the column that holds the class; empty takes the one that is left over.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>Subtracted from the numbers of each column; null for nothing.</summary>
    public PerColumn? Mean { get; init; }

    /// <summary>Divisor of each column after that, above 0; null for 1.</summary>
    public PerColumn? Std { get; init; }

    /// <summary>The names one by one.</summary>
    public string[] ColumnNames => Columns.Length == 0 ? [] : Columns.Split(':');

    /// <inheritdoc/>
    public override string Kind => "table";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Table;

    /// <summary>What the model sees of a number.</summary>
    /// <param name="number">As it stands in the table.</param>
    /// <param name="column">0 to the number of columns - 1, in the order of the input.</param>
    public float ValueOf(float number, int column) =>
        Mean is null && Std is null ? number : (float)((number - (Mean?.Values[column] ?? 0)) / (Std?.Values[column] ?? 1));

    internal override string? Problem() => ColumnNames switch
    {
        var names when names.Contains(string.Empty) => "a column's name is empty",
        var names when names.Distinct().Count() < names.Length => "a column is named twice",
        var names when names.Contains(Label) => $"'{Label}' cannot be an input and the label",
        var names when names.Length > 0 && !FitsColumns(names.Length) => $"mean and std need {names.Length} numbers, one for each column",
        _ when Std is not null && Std.Values.Any(std => std <= 0) => "a std is not above 0",
        _ => null,
    };

    /// <summary>Whether mean and std hold a number for each of some columns.</summary>
    internal bool FitsColumns(int count) => (Mean?.Count ?? count) == count && (Std?.Count ?? count) == count;
}
