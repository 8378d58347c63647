using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler;
using EdgeDeep.Devices;
using EdgeDeep.Emulator;
using EdgeDeep.Perception;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli;

/// <summary>The command line as one call. Exit codes: 0 done, 1 could not be done, 2 wrong usage, 130 stopped by Ctrl-C.</summary>
public static class Cli
{
    /// <summary>What a user types.</summary>
    public const string Name = "edgedeep";

    /// <summary>Work that Ctrl-C interrupted has this long to tidy up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs one command line; writes results to the first and everything else to the second text.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error) => Run(args, Terminal.OfWriters(output, error));

    /// <summary>Runs one command line.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        RootCommand root = CreateRoot(terminal);
        ParseResult parse = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        string help = $"'{string.Join(' ', CommandPath(parse))} --help' shows how it is used";
        if (!TrainCommand.IsForProgram(args) && UsageProblem(parse) is { } problem)
        {
            return Fail(terminal, $"{problem.TrimEnd('.')}; {help}.", 2);
        }

        InvocationConfiguration configuration = new()
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = Patience,
        };
        try
        {
            return TrainCommand.IsForProgram(args) ? TrainingProgram.Run(args[1..]) : parse.InvokeAsync(configuration).GetAwaiter().GetResult();
        }
        catch (UsageException e)
        {
            return Fail(terminal, $"{e.Message.TrimEnd('.')}; {help}.", 2);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, "stopped; nothing was written.", 130);
        }
        catch (Exception e) when (IsForUsers(e))
        {
            string more = e is ModelException { Problems.Count: > 1 and var count } && parse.CommandResult.Command.Name != CheckCommand.Name
                ? $" ({count - 1} more in the way; '{Name} {CheckCommand.Name} MODEL' names them all)" : string.Empty;
            return Fail(terminal, $"{e.Message}{more}", 1);
        }
    }

    /// <summary>What is wrong with the command line; null where nothing is. The parser takes an unknown option for a file name.</summary>
    private static string? UsageProblem(ParseResult parse)
    {
        if (parse.Action is HelpWithExamples)
        {
            return null;
        }

        string? option = parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', not (>= '0' and <= '9'), ..])?.Value;
        return option is not null ? $"Unknown option '{option}'"
            : parse.Action is not ParseErrorAction ? null
            : parse.CommandResult.Command is RootCommand ? (parse.UnmatchedTokens is [var name, ..] ? $"There is no command '{name}'" : "A command is missing")
            : Describe(parse.Errors[0]);
    }

    /// <summary>The parser's message; it names .NET types where a number cannot be read.</summary>
    private static string Describe(ParseError error)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return option is { Tokens: [var token, ..], Option: { } wanted } && wanted.ValueType != typeof(string)
            ? $"{wanted.Name} takes a number, not '{token.Value}'"
            : string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Exceptions whose message tells a user what to do; all others are defects and keep their stack trace.</summary>
    private static bool IsForUsers(Exception e) => e is CommandException or EmulatorException or ModelException or ModelFormatException or InputException
        or DeviceException or KernelLevelException or ModelTrustException or IOException or UnauthorizedAccessException;

    private static int Fail(Terminal terminal, string sentence, int code)
    {
        terminal.Error.WriteLine($"error: {sentence.ReplaceLineEndings(" ")}");
        return code;
    }

    private static RootCommand CreateRoot(Terminal terminal)
    {
        Option<bool> json = new("--json") { Description = "Write one JSON document instead of text", Recursive = true };
        void Bind(Command command, CommandAction action) => command.SetAction((parse, stop) => Task.Run(
            () => action(new CommandContext(parse, terminal, parse.GetValue(json), stop)), CancellationToken.None));

        IReadOnlyList<CommandRow> rows = CommandTable.Create(Bind);
        RootCommand root = new("Deep learning on devices: shrinks trained models to int8 and runs them.") { json };
        foreach (CommandRow row in rows)
        {
            root.Add(row.Command);
        }

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, rows);
        return root;
    }

    private static IEnumerable<string> CommandPath(ParseResult parse)
    {
        yield return Name;
        if (parse.CommandResult.Command is not RootCommand)
        {
            yield return parse.CommandResult.Command.Name;
        }
    }
}
