using System.CommandLine;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Boards;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Cli.Commands;

/// <summary>Tells whether a model fits a board before any work is put into it.</summary>
internal static class CheckCommand
{
    public const string Name = "check";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string?> model = new("MODEL") { Description = "The model: .edge, .tflite or .onnx, float or int8", Arity = ArgumentArity.ZeroOrOne };
        Option<string> board = new("--board") { Description = "The board, by its name in --boards; all boards if it is not given", HelpName = "NAME" };
        Option<bool> boards = new("--boards") { Description = "List the boards with flash, RAM and core, and where the figures come from" };
        Option<string[]> states = new("--state") { Description = "As in quantize: an output that is fed back into an input at the next inference", HelpName = "INPUT=OUTPUT" };
        Command command = new(Name, "Tells whether a model fits a board, what takes its memory, and every node that stands in the way.") { model, board, boards, states };
        bind(command, context => Run(context, context.Parse.GetValue(model), context.Value(board), context.Value(boards), [.. (context.Value(states) ?? []).Select(StatePair.Parse)]));
        return new CommandRow(command, $"{Cli.Name} {Name} kws.onnx --board pico", $"{Cli.Name} {Name} --boards");
    }

    private static void Run(CommandContext context, string? path, string? name, bool isList, IReadOnlyList<StatePair> states)
    {
        if (isList)
        {
            List(context, path, name);
            return;
        }

        BoardProfile? board = name is null ? null : BoardTable.Find(name)
            ?? throw new UsageException($"There is no board '{name}'; the boards are {string.Join(", ", BoardTable.Rows.Select(row => row.Name))}");
        CheckReport report = ModelCheck.Run(path ?? throw new UsageException("A model is missing, or --boards"), board, states);
        context.Report(report, CliJson.Default.CheckReport, terminal => CheckText.Print(terminal, report, board));
        if (!report.Fits)
        {
            throw new CommandException(CheckText.Refusal(report, board));
        }
    }

    private static void List(CommandContext context, string? path, string? name)
    {
        if (path is not null || name is not null)
        {
            throw new UsageException("--boards lists the boards and takes neither a model nor --board");
        }

        BoardsReport report = new([.. BoardTable.Rows.Select(BoardInfo.Of)]);
        context.Report(report, CliJson.Default.BoardsReport, terminal => CheckText.PrintBoards(terminal, report));
    }
}
