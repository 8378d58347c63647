using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeDeep.Cli.Commands;

/// <summary>The usual help text, then lines that a user can type.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<CommandRow> rows) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        string[] examples = rows.FirstOrDefault(row => row.Command == parseResult.CommandResult.Command)?.Examples
            ?? [$"{Cli.Name} demo", $"{Cli.Name} quantize --help"];
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
        {
            output.WriteLine($"  {example}");
        }

        return code;
    }
}
