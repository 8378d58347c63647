using System.CommandLine;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Recipes;

/// <summary>Numbers of a user's own: a .csv table with a column that names the class of each row.</summary>
/// <param name="settings">What the command line says.</param>
/// <param name="table">Which columns count.</param>
public sealed class TableRecipe(OwnDataSettings settings, TableSettings table) : OwnDataRecipe(settings)
{
    private const int MostCalibrated = 2000;

    private static readonly OwnDataOptions OwnOptions = new("table");

    private static readonly Option<string?> Label = new("--label") { Description = "Name of the column that holds the class.", HelpName = "COLUMN" };
    private static readonly Option<string[]> Columns = new("--columns") { Description = "Names of the columns that the model takes; all but the class and the group where nothing is said.", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Group = new("--group") { Description = "Name of a column that names the person, place or device, whose rows are then in one part of the data only; no input.", HelpName = "COLUMN" };

    /// <summary>The recipe for the help.</summary>
    public TableRecipe()
        : this(new OwnDataSettings("table"), new TableSettings())
    {
    }

    /// <inheritdoc/>
    public override string Name => "table";

    /// <inheritdoc/>
    public override string Summary => "your own numbers, a .csv table with a column that names the class of each row";

    /// <inheritdoc/>
    public override string Example => "table --data people.csv --label answer --name people --out people";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => [.. OwnOptions.ForTables, Label, Columns, Group];

    /// <inheritdoc/>
    protected override string What => "the .csv file";

    /// <inheritdoc/>
    public override Recipe With(ParseResult parsed) =>
        new TableRecipe(OwnOptions.Read(parsed), new TableSettings(parsed.GetValue(Label), parsed.GetValue(Columns) ?? [], parsed.GetValue(Group)));

    /// <inheritdoc/>
    protected override ClassifierTask Load(string data, RecipeCall call, FrozenTrunk? trunk, Action<string> say)
    {
        OwnTable all = OwnTable.Read(data, table);
        Part[] parts = GroupSplit.Of([.. all.Classes.Select((label, i) => (label, all.Groups[i]))], all.Labels);
        Normalization normalization = Normalization.Of([.. all.Rows.Where((_, i) => parts[i] == Part.Train)]).Rounded();
        TableSpec spec = all.Spec with { Mean = new PerColumn(normalization.Mean), Std = new PerColumn(normalization.Deviation) };
        MemorySource source = new([.. all.Rows.Select(row => row.Select(spec.ValueOf).ToArray())], all.Classes);
        OwnSamples samples = new(source, parts, all.Labels) { MostCalibrated = MostCalibrated };
        Network network = OwnNetworks.Table(Settings.Name, all.Rows[0].Length, all.Labels.Count, Settings.Network);
        return Task(samples, network, trunk, spec.ToString(), samples.Describe(all.Grouping, "rows")) with { Files = [("split.csv", SplitTable(all, parts))] };
    }

    private static IReadOnlyList<string> SplitTable(OwnTable all, Part[] parts) =>
        ["line,class,part", .. parts.Select((part, i) => FormattableString.Invariant($"{all.Lines[i]},{Quoted(all.Labels[all.Classes[i]])},{part.ToString().ToLowerInvariant()}"))];
}
