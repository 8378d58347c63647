using System.Globalization;
using System.Text.RegularExpressions;
using EdgeDeep.Compiler.Boards;

namespace EdgeDeep.Cli.Tests;

/// <summary>docs/boards.md says what the tool says.</summary>
public partial class BoardsGuideTests
{
    private static string Guide { get; } = File.ReadAllText(Path.Combine(ZooTests.Models, "..", "docs", "boards.md"));

    [Fact]
    public void Its_table_is_that_of_the_boards()
    {
        string[] rows =
        [
            .. BoardTable.Rows.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"| `{row.Name}` | {row.Title} | {row.Core}, {row.Megahertz} MHz | {(row.ProgramBytes is { } flash ? $"{flash / 1024:N0} KB" : "card")} | {row.BlockBytes / 1024:N0} KB |")),
        ];
        Assert.Contains(string.Join('\n', rows), Guide, StringComparison.Ordinal);
    }

    /// <summary>Figures move with the kernels; lines and words are compared.</summary>
    [Fact]
    public void Its_example_is_what_check_prints()
    {
        string model = Path.Combine(ZooTests.Models, "keywords", "keywords.onnx");
        string printed = CommandLine.Succeed("check", model, "--board", "pico").Out.Replace(model, "models/keywords/keywords.onnx", StringComparison.Ordinal);
        Assert.Contains(Lines(printed), Lines(Guide), StringComparison.Ordinal);
    }

    private static string Lines(string text) => string.Join('\n', Figure().Replace(text, "#").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@" *[\d,]+")]
    private static partial Regex Figure();
}
