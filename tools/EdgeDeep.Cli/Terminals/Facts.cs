using Spectre.Console;

namespace EdgeDeep.Cli.Terminals;

/// <summary>Writers for the two shapes of output: names with values, and tables.</summary>
internal static class Facts
{
    /// <summary>Writes one line for each pair, values below each other; pairs without a value are left out.</summary>
    public static void WriteFacts(this Terminal terminal, params IEnumerable<(string Name, string? Value)> facts)
    {
        (string Name, string? Value)[] known = [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value))];
        int width = known.Select(fact => fact.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach ((string name, string? value) in known)
        {
            terminal.Out.WriteLine($"{name.PadRight(width)}{value}");
        }
    }

    /// <summary>Writes a table; columns whose heading starts with <c>&gt;</c> are aligned to the right.</summary>
    public static void WriteTable(this Terminal terminal, IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in headings)
        {
            bool isNumber = heading.StartsWith('>');
            TableColumn column = new(new Text(isNumber ? heading[1..] : heading)) { Padding = new Padding(0, 0, 1, 0) };
            column.NoWrap = isNumber;
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (IEnumerable<string> row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        terminal.Write(table);
    }
}
