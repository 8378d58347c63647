using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>
/// Numbers of a comma-separated table as they are (kind <c>table</c>): as many rows as the input's shape needs make one
/// sample, [rows, columns] in row-major order.
/// </summary>
public sealed record TableSpec : PreprocessingSpec
{
    /// <summary>Names of the input's columns with colons between them, in the order of the input; empty takes the columns as they come.</summary>
    public string Columns { get; init; } = string.Empty;

    /// <summary>Name of the column that holds the class; empty takes the one that is left over.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>The names one by one.</summary>
    public string[] ColumnNames => Columns.Length == 0 ? [] : Columns.Split(':');

    /// <inheritdoc/>
    public override string Kind => "table";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Table;

    internal override string? Problem() => ColumnNames switch
    {
        var names when names.Contains(string.Empty) => "a column's name is empty",
        var names when names.Distinct().Count() < names.Length => "a column is named twice",
        var names when names.Contains(Label) => $"'{Label}' cannot be an input and the label",
        _ => null,
    };
}
