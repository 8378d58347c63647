using System.CommandLine;

namespace EdgeDeep.Cli.Commands;

/// <summary>Starts the training program, which is built only when it is asked for because libtorch is large.</summary>
internal static class TrainCommand
{
    private const string Word = "train";

    /// <summary>Recipes for data of a user's own; models of the zoo have a recipe of their name each.</summary>
    private static readonly (string Name, string Summary)[] OwnData =
    [
        ("sounds", "your own sounds: a folder of wav or flac files for each class"),
        ("pictures", "your own pictures: a folder of png, jpg or bmp files for each class, or IDX files as MNIST's"),
        ("table", "your own numbers: a .csv table with a column that names the class of each row"),
    ];

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> recipe = new("RECIPE") { Description = Recipes() };
        Command command = new(Word, "Trains a model on sounds, pictures or a table of your own, or a model of the zoo again.") { recipe };
        bind(command, _ => throw new UsageException("Name a recipe before its options, such as 'sounds'"));
        return new CommandRow(
            command,
            $"{Cli.Name} train sounds --data clips --name bells --out bells",
            $"{Cli.Name} train sounds --data clips --name words --out words --trunk models/keywords/keywords.onnx",
            $"{Cli.Name} train pictures --data photos --name leaves --out leaves --size 96 --flip",
            $"{Cli.Name} train table --data people.csv --label answer --name people --out people",
            $"{Cli.Name} train sounds --help   (all options; builds the training program first)");
    }

    /// <summary>Whether a command line goes to the training program as it stands: a recipe comes after <c>train</c>.</summary>
    public static bool IsForProgram(string[] args) => args is [Word, [not '-', ..], ..];

    private static string Recipes() => string.Join(Environment.NewLine, (string[])
    [
        "What is trained; the first call builds the training program, which downloads libtorch:",
        .. OwnData.Concat(Zoo()).Select(row => $"  {row.Name,-22}{row.Summary}"),
    ]);

    /// <summary>Rows of the index in models/README.md; none without a clone.</summary>
    private static IEnumerable<(string Name, string Summary)> Zoo()
    {
        string index = Path.Combine(RepositoryFolder.Find() ?? string.Empty, "models", "README.md");
        IEnumerable<string[]> rows = (File.Exists(index) ? File.ReadLines(index) : []).Where(line => line.StartsWith("| [", StringComparison.Ordinal)).Select(line => line.Split('|'));
        return rows.Where(cells => cells.Length > 2).Select(cells => (cells[1].Trim().TrimStart('[').Split(']')[0], $"zoo: {cells[2].Trim()}"));
    }
}
