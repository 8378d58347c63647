using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Emulator.Boards;

/// <summary>A board without an operating system; it runs models exported as C# without a runtime, built by their own script.</summary>
/// <param name="Name">Name for command lines, such as <c>cortex-m4-bare</c>.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Machine">The machine, which is also the board's name in firmware/bare/boards.</param>
/// <param name="ScriptOptions">Further options of build.sh.</param>
public sealed record BareMicrocontroller(string Name, string Core, Machine Machine, params IReadOnlyList<string> ScriptOptions)
    : EmulatedBoard(Name, Core, [Machine])
{
    /// <inheritdoc/>
    public override IReadOnlyList<Tool> Tools => [ToolTable.Dotnet, ToolTable.Bash, ToolTable.GccArm, Machine.Emulator];

    /// <inheritdoc/>
    internal override RunningBoard Start(Plan plan, BoardOptions options, string folder, CancellationToken cancellationToken)
    {
        foreach (BareFile file in BareExporter.Export(plan, options.Name, BareProgram.Steps))
        {
            string path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        ProcessResult built = Processes.Run(ToolTable.Bash.Require(), [Path.Combine(folder, "build.sh"), Machine.Name, .. ScriptOptions], folder, cancellationToken);
        if (built.ExitCode != 0)
        {
            throw new EmulatorException($"The firmware for {Name} was not built: {Sentence(built.Error)}.");
        }

        string elf = Path.Combine(folder, "build", Machine.Name, BareExporter.NameOf(options.Name) + ".elf");
        string[] arguments = [.. QemuSystem.Arguments(Machine, elf, string.Empty), "-serial", "none"];
        return new RunningBoard(
            new FirmwareImage(this, Machine, elf, ElfFile.Sections(elf)), Buffers(plan, plan.Inputs), Buffers(plan, plan.Outputs), plan.ArenaBytes,
            plan.InitialState.Length, new BoardProcess(Name, Machine.Emulator.Require(), arguments, folder));
    }

    /// <summary>The last line of what the script says, which is its own.</summary>
    private static string Sentence(string error) =>
        error.TrimEnd().Split('\n')[^1].Replace("build.sh: ", string.Empty, StringComparison.Ordinal).TrimEnd('.');

    private static BoardBuffer[] Buffers(Plan plan, IReadOnlyList<int> indices) =>
        [.. indices.Select(index => new BoardBuffer(plan.Tensors[index].Name, string.Empty, plan.Tensors[index].Bytes))];
}
