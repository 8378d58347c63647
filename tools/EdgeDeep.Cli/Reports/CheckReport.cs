using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Boards;

namespace EdgeDeep.Cli.Reports;

/// <summary>Whether a model fits.</summary>
internal sealed record CheckReport
{
    public required string Model { get; init; }

    /// <summary>Whether the model is float, so that sizes are those of the int8 model that quantization will make of it.</summary>
    public required bool IsFloat { get; init; }

    /// <summary>Whether it fits the board that was asked for, or at least one board where none was.</summary>
    public required bool Fits { get; init; }

    /// <summary>One row for the board that was asked for, or one for each board.</summary>
    public required IReadOnlyList<FitInfo> Boards { get; init; }

    /// <summary>What a microcontroller needs; null where nodes stand in the way.</summary>
    public required Footprint? Footprint { get; init; }

    /// <summary>Every node that stands in the way.</summary>
    public required IReadOnlyList<ModelProblem> Problems { get; init; }

    /// <summary>The steps that take most flash, largest first.</summary>
    public required IReadOnlyList<LayerNeed> LargestFlash { get; init; }

    /// <summary>The steps during which most RAM is in use, largest first.</summary>
    public required IReadOnlyList<LayerNeed> LargestRam { get; init; }

    /// <summary>Notes.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>What a step takes: flash that it is the first to use, and RAM that is in use while it runs.</summary>
internal sealed record LayerNeed(int Index, string Op, string Name, IReadOnlyList<int> Shape, long FlashBytes, long RamBytes)
{
    public static LayerNeed Of(LayerMemory layer) => new(layer.Index, layer.Op.ToString(), layer.Name, layer.Shape, layer.FlashBytes, layer.RamBytes);
}

/// <summary>A board with what a model leaves of it.</summary>
internal sealed record FitInfo(string Board, string Title, bool Fits, long? FlashBytes, long? FlashAvailable, long RamBytes, long RamAvailable)
{
    public static FitInfo Of(BoardFit fit) => new(
        fit.Board.Name, fit.Board.Title, fit.Fits, fit.Board.IsMicrocontroller ? fit.Footprint.Flash : null, fit.Board.ProgramBytes, fit.Footprint.Ram, fit.Board.BlockBytes);
}

/// <summary>The boards that <c>check</c> knows.</summary>
internal sealed record BoardsReport(IReadOnlyList<BoardInfo> Boards);

/// <summary>A board in words.</summary>
internal sealed record BoardInfo(
    string Name, string Title, string Chip, string Core, int Megahertz, long? FlashBytes, long? ProgramBytes, long RamBytes, long BlockBytes,
    string FloatingPoint, string Vectors, string? Emulated, string Source)
{
    public static BoardInfo Of(BoardProfile board) => new(
        board.Name, board.Title, board.Chip, board.Core, board.Megahertz, board.FlashBytes, board.ProgramBytes, board.RamBytes, board.BlockBytes,
        board.FloatUnit switch { FloatUnit.None => "none", FloatUnit.Single => "single", _ => "double" },
        board.Vectors switch
        {
            IntegerVectors.None => "none",
            IntegerVectors.Dsp => "DSP",
            IntegerVectors.Mve => "MVE",
            IntegerVectors.Neon => "Neon",
            IntegerVectors.NeonDotProduct => "Neon with dot product",
            _ => "own",
        },
        board.Emulated, board.Source);
}
