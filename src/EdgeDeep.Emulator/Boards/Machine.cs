using EdgeDeep.Emulator.Tools;

namespace EdgeDeep.Emulator.Boards;

/// <summary>A machine of QEMU that runs a board's programs.</summary>
/// <param name="Name">QEMU's name, which is also that of the linker script in firmware/c.</param>
/// <param name="Emulator">The QEMU program.</param>
/// <param name="TickHz">
/// Frequency of the tick that counts instructions. QEMU executes one instruction in a virtual nanosecond (-icount shift=0).
/// </param>
/// <param name="Options">Further options of QEMU.</param>
public sealed record Machine(string Name, Tool Emulator, long TickHz, params IReadOnlyList<string> Options)
{
    private const long NanosecondsInSecond = 1_000_000_000;

    /// <summary>Instructions between two ticks: the resolution of a count.</summary>
    public double InstructionsInTick => (double)NanosecondsInSecond / TickHz;

    /// <summary>Instructions of a number of ticks.</summary>
    internal long Instructions(long ticks) => (long)((Int128)ticks * NanosecondsInSecond / TickHz);
}
