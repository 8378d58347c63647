using EdgeDeep.Emulator.Building;

namespace EdgeDeep.Emulator.Running;

/// <summary>A board that was switched on.</summary>
/// <param name="Image">What it runs.</param>
/// <param name="Inputs">Buffers that are filled before each step.</param>
/// <param name="Outputs">Buffers that hold an answer after a step.</param>
/// <param name="ArenaBytes">Memory that one step overwrites.</param>
/// <param name="StateBytes">Memory that lasts from step to step.</param>
/// <param name="Process">The emulator.</param>
internal sealed record RunningBoard(
    FirmwareImage Image, IReadOnlyList<BoardBuffer> Inputs, IReadOnlyList<BoardBuffer> Outputs, int ArenaBytes, int StateBytes, BoardProcess Process)
{
    /// <summary>Whether memory is allocated at run time.</summary>
    public bool HasHeap { get; init; }
}
