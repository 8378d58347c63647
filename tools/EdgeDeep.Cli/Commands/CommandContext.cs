using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>What a running command needs: its options, its terminal and the wish of the user to stop.</summary>
/// <param name="Parse">The command line.</param>
/// <param name="Terminal">Where to write.</param>
/// <param name="IsJson">Whether results are one JSON document.</param>
/// <param name="Stop">Set by Ctrl-C.</param>
internal sealed record CommandContext(ParseResult Parse, Terminal Terminal, bool IsJson, CancellationToken Stop)
{
    private readonly List<string> _notes = [];

    /// <summary>Notes and warnings so far, for reports.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public T? Value<T>(Option<T> option) => Parse.GetValue(option);

    public T Value<T>(Argument<T> argument) => Parse.GetRequiredValue(argument);

    /// <summary>Tells the user something that the results alone do not show; goes to the error output.</summary>
    /// <param name="kind"><c>note</c> or <c>warning</c>.</param>
    /// <param name="sentence">One sentence.</param>
    public void Say(string kind, string sentence)
    {
        _notes.Add(sentence);
        Terminal.Error.WriteLine($"{kind}: {sentence}");
    }

    /// <summary>Ends a command: one JSON document, or text for people.</summary>
    public void Report<T>(T report, JsonTypeInfo<T> type, Action<Terminal> print)
    {
        if (IsJson)
        {
            Terminal.Out.WriteLine(JsonSerializer.Serialize(report, type));
        }
        else
        {
            print(Terminal);
        }
    }
}
