using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Emulator.Boards;

/// <summary>A board without an operating system; it runs models exported to C.</summary>
/// <param name="Name">Name for command lines, such as <c>cortex-m4</c>.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Compiler">The C compiler.</param>
/// <param name="Support">The source file of firmware/c with the start-up code.</param>
/// <param name="CompilerFlags">Flags that choose the core, for compiling and linking.</param>
/// <param name="Machines">Machines that execute the core's code; the first one with enough memory is taken.</param>
public sealed record Microcontroller(
    string Name, string Core, Tool Compiler, string Support, IReadOnlyList<string> CompilerFlags, IReadOnlyList<Machine> Machines)
    : EmulatedBoard(Name, Core, Machines)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Tool> Tools => [Compiler, .. Machines.Select(machine => machine.Emulator).Distinct()];

    /// <inheritdoc/>
    internal override RunningBoard Start(Plan plan, BoardOptions options, string folder, CancellationToken cancellationToken) =>
        Start(BoardProgram.Of(plan, options.Name), options, folder, cancellationToken);

    /// <summary>Builds firmware for a program and starts it.</summary>
    internal RunningBoard Start(BoardProgram program, BoardOptions options, string folder, CancellationToken cancellationToken)
    {
        FirmwareImage image = FirmwareBuilder.Build(this, program, folder, options.Optimization, cancellationToken);
        string[] arguments = [.. QemuSystem.Arguments(image.Machine, image.Path, string.Empty), "-serial", "none"];
        return new RunningBoard(
            image, program.Inputs, program.Outputs, program.ArenaBytes, program.StateBytes,
            new BoardProcess(Name, image.Machine.Emulator.Require(), arguments, folder));
    }
}
