using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Emulator.Boards;

/// <summary>
/// A Raspberry Pi with a 64-bit system: the .NET runtime of this project, compiled ahead of time, under QEMU's user-mode
/// emulation of the board's processor.
/// </summary>
/// <param name="Name">Name for command lines, such as <c>pi4</c>.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Cpu">QEMU's name of the core.</param>
public sealed record RaspberryPi(string Name, string Core, string Cpu)
    : EmulatedBoard(Name, Core, [new Machine($"user mode, {Cpu}", ToolTable.QemuArm64, OneInstruction)])
{
    /// <summary>The counter counts instructions themselves.</summary>
    private const long OneInstruction = 1_000_000_000;

    private const string ModelFile = "model.edge";

    /// <inheritdoc/>
    public override IReadOnlyList<Tool> Tools =>
        [ToolTable.Dotnet, ToolTable.Clang, ToolTable.Lld, ToolTable.GccArm64, ToolTable.Gcc, ToolTable.QemuArm64];

    /// <inheritdoc/>
    internal override RunningBoard Start(Plan plan, BoardOptions options, string folder, CancellationToken cancellationToken)
    {
        if (FrameSchedule.Of(plan) is not null)
        {
            throw new EmulatorException($"{Name} runs models without an audio front end; give tensors, or take a microcontroller.");
        }

        byte[] model = EdgeWriter.Write(plan);
        string modelPath = Path.Combine(folder, ModelFile), count = Path.Combine(folder, "count.bin");
        File.WriteAllBytes(modelPath, model);
        string runner = PiRunner.Publish(cancellationToken), counter = InstructionCounter.Build(cancellationToken);

        FirmwareImage image = new(
            this, Machines[0], runner, [.. ElfFile.Sections(runner), new ElfSection(ModelFile, model.Length, IsStored: true, IsWritable: false)]);
        string[] arguments = ["-L", PiRunner.Libraries(), "-cpu", Cpu, "-plugin", $"{counter},out={count}", runner, modelPath, count];
        return new RunningBoard(
            image, Buffers(plan, plan.Inputs), Buffers(plan, plan.Outputs), plan.ArenaBytes, plan.InitialState.Length,
            new BoardProcess(Name, ToolTable.QemuArm64.Require(), arguments, folder))
        { HasHeap = true };
    }

    private static BoardBuffer[] Buffers(Plan plan, IReadOnlyList<int> indices) =>
        [.. indices.Select(index => new BoardBuffer(plan.Tensors[index].Name, string.Empty, plan.Tensors[index].Bytes))];
}
