using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Emulator.Boards;

/// <summary>A board that can be emulated.</summary>
/// <param name="Name">Name for command lines, such as <c>cortex-m4</c>.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Machines">Machines that execute the core's code; the first one with enough memory is taken.</param>
public abstract record EmulatedBoard(string Name, string Core, IReadOnlyList<Machine> Machines)
{
    /// <summary>The programs that building for this board and emulating it need.</summary>
    public abstract IReadOnlyList<Tool> Tools { get; }

    /// <summary>One sentence about what this machine lacks for the board; null where it has everything.</summary>
    public string? Missing() => Tools.FirstOrDefault(tool => tool.Find() is null)?.Missing();

    /// <summary>Builds what runs a model and starts it.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="options">How it is built.</param>
    /// <param name="folder">Folder for everything that is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal abstract RunningBoard Start(Plan plan, BoardOptions options, string folder, CancellationToken cancellationToken);
}
