using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Boards;

namespace EdgeDeep.Cli.Commands;

/// <summary>What <c>check</c> prints.</summary>
internal static class CheckText
{
    public static void Print(Terminal terminal, CheckReport report, BoardProfile? board)
    {
        terminal.WriteFacts(
        [
            ("model", report.IsFloat ? $"{report.Model} (float; sizes are those of its int8 form)" : report.Model),
            ("board", board is null ? null : $"{board.Title} ({board.Chip}, {board.Core}, {board.Megahertz} MHz)"),
            .. Sizes(report, board),
            ("fits", report.Problems.Count > 0 || board is null ? null : report.Fits ? "yes" : "NO"),
            .. report.Notes.Select((note, i) => (i == 0 ? "note" : " ", (string?)note)),
            .. report.Problems.Select((problem, i) => (i == 0 ? "in the way" : " ", (string?)$"{problem}")),
        ]);
        if (board is null && report.Boards.Count > 0)
        {
            terminal.WriteTable(["board", "fits", ">flash", ">of", ">RAM", ">of"], report.Boards.Select(row => (string[])
            [
                row.Board, row.Fits ? "yes" : "NO", row.FlashBytes is { } flash ? Words.Count(flash) : "-", row.FlashAvailable is { } all ? Words.Count(all) : "card",
                Words.Count(row.RamBytes), Words.Count(row.RamAvailable),
            ]));
        }

        Table(terminal, "flash", report.LargestFlash, layer => layer.FlashBytes);
        Table(terminal, "RAM in use", report.LargestRam, layer => layer.RamBytes);
    }

    public static void PrintBoards(Terminal terminal, BoardsReport report)
    {
        terminal.WriteTable(
            ["name", "board", "core", ">MHz", ">flash", ">program", ">RAM", ">one block", "float", "vectors", "emulated as"],
            report.Boards.Select(board => (string[])
            [
                board.Name, board.Title, board.Core, $"{board.Megahertz}", Kilobytes(board.FlashBytes), Kilobytes(board.ProgramBytes),
                Kilobytes(board.RamBytes), Kilobytes(board.BlockBytes), board.FloatingPoint, board.Vectors, board.Emulated ?? "-",
            ]));
        foreach (BoardInfo board in report.Boards)
        {
            terminal.Out.WriteLine($"{board.Name}: {board.Source}");
        }
    }

    /// <summary>Why a model does not fit, in one sentence.</summary>
    public static string Refusal(CheckReport report, BoardProfile? board)
    {
        if (report.Problems.Count > 0)
        {
            return $"{Words.Plural(report.Problems.Count, "node")} of {report.Model} {(report.Problems.Count == 1 ? "stands" : "stand")} in the way, first: {report.Problems[0]}";
        }

        if (board is null)
        {
            return $"{report.Model} fits no board of 'check --boards'; make the model or its input smaller.";
        }

        FitInfo fit = report.Boards[0];
        string[] lacks =
        [
            .. fit.FlashBytes > fit.FlashAvailable ? [$"flash ({Words.Count(fit.FlashBytes.Value)} of {Words.Count(fit.FlashAvailable.Value)} bytes: fewer weights)"] : (string[])[],
            .. fit.RamBytes > fit.RamAvailable ? [$"RAM ({Words.Count(fit.RamBytes)} of {Words.Count(fit.RamAvailable)} bytes: a smaller input or fewer channels in '{report.LargestRam[0].Name}')"] : (string[])[],
        ];
        return $"{report.Model} does not fit {board.Title}, which lacks {string.Join(" and ", lacks)}.";
    }

    private static IEnumerable<(string Name, string? Value)> Sizes(CheckReport report, BoardProfile? board)
    {
        if (report.Footprint is not { } need)
        {
            yield break;
        }

        FitInfo? fit = board is null ? null : report.Boards[0];
        string Of(long? available) => available is { } bytes ? $" of {Words.Count(bytes)}" : string.Empty;
        if (board is null or { IsMicrocontroller: true })
        {
            yield return ("flash", $"{Words.Count(need.Flash)}{Of(fit?.FlashAvailable)} bytes: constants {Words.Count(need.Constants)}, parameters {Words.Count(need.Parameters)}, code at most about {Words.Count(need.Code)}");
            yield return ("RAM", $"{Words.Count(need.Ram)}{Of(fit?.RamAvailable)} bytes: arena {Words.Count(need.Arena)}, state {Words.Count(need.State)}, stack at most about {Words.Count(need.Stack)}");
            yield return ("left", fit is { Fits: true } ? $"{Words.Count(fit.FlashAvailable!.Value - need.Flash)} bytes of flash and {Words.Count(fit.RamAvailable - need.Ram)} bytes of RAM for the rest of the program" : null);
        }
        else
        {
            yield return ("RAM", $"{Words.Count(fit!.RamBytes)}{Of(fit.RamAvailable)} bytes: constants, arena and state; the .NET runtime and the system come on top");
        }
    }

    private static void Table(Terminal terminal, string what, IReadOnlyList<LayerNeed> layers, Func<LayerNeed, long> bytes)
    {
        if (layers.Count > 0)
        {
            terminal.WriteTable([">step", "kernel", "node", "result", $">{what}, bytes"], layers.Select(layer => (string[])
                [$"{layer.Index}", layer.Op, layer.Name, Words.Shape(layer.Shape), Words.Count(bytes(layer))]));
        }
    }

    private static string Kilobytes(long? bytes) => bytes is { } count ? $"{Words.Count(count / 1024)} KB" : "card";
}
