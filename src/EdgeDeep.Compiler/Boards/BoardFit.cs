using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Boards;

/// <summary>Whether a model fits a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Footprint">What the model takes there.</param>
/// <param name="Problems">The steps that cannot run there.</param>
public sealed record BoardFit(BoardProfile Board, Footprint Footprint, IReadOnlyList<ModelProblem> Problems)
{
    /// <summary>Flash that is left for the rest of the program; negative where it is too little; null where flash does not count.</summary>
    public long? FlashLeft => Board.ProgramBytes - Footprint.Flash;

    /// <summary>RAM that is left in the block that holds the arena; negative where it is too little.</summary>
    public long RamLeft => Board.BlockBytes - Footprint.Ram;

    /// <summary>Whether flash, RAM and operators suffice.</summary>
    public bool Fits => FlashLeft is null or >= 0 && RamLeft >= 0 && Problems.Count == 0;

    /// <summary>Compares a plan with a board.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="board">The board.</param>
    /// <param name="isEstimate">Whether the plan's numbers stand in for calibrated ones, so that only its memory counts.</param>
    public static BoardFit Of(Plan plan, BoardProfile board, bool isEstimate = false)
    {
        if (!board.IsMicrocontroller)
        {
            // The .NET runtime reads the constants into RAM.
            return new BoardFit(board, new Footprint(0, 0, 0, (long)plan.ArenaBytes + plan.Constants.Length, plan.InitialState.Length, 0), []);
        }

        return new BoardFit(board, Footprint.Of(plan), [.. CExporter.Problems(plan, withSums: !isEstimate)]);
    }
}
