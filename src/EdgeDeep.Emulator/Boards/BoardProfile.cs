using EdgeDeep.Emulator.Tools;

namespace EdgeDeep.Emulator.Boards;

/// <summary>A board that can be emulated.</summary>
/// <param name="Name">Name for command lines, such as <c>cortex-m4</c>.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Compiler">The C compiler.</param>
/// <param name="Support">The source file of firmware/c with the start-up code.</param>
/// <param name="CompilerFlags">Flags that choose the core, for compiling and linking.</param>
/// <param name="Machines">Machines that execute the core's code; the first one with enough memory is taken.</param>
public sealed record BoardProfile(
    string Name, string Core, Tool Compiler, string Support, IReadOnlyList<string> CompilerFlags, IReadOnlyList<Machine> Machines)
{
    /// <summary>The programs that building for this board and emulating it need.</summary>
    public IReadOnlyList<Tool> Tools => [Compiler, .. Machines.Select(machine => machine.Emulator).Distinct()];

    /// <summary>One sentence about what this machine lacks for the board; null where it has everything.</summary>
    public string? Missing() => Tools.FirstOrDefault(tool => tool.Find() is null)?.Missing();
}
