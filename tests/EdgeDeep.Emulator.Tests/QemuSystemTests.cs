using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Testing;

namespace EdgeDeep.Emulator.Tests;

public sealed class QemuSystemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BoardTheory("cortex-m4")]
    [InlineData("0x20026", 0)]
    [InlineData("0x20023", 1)]
    public void A_program_writes_to_the_semihosting_console_and_ends(string reason, int code)
    {
        FirmwareImage image = Build("board_semihost(4, \"in words\\n\"); board_semihost(0x18, (const void *)" + reason + ");");
        ProcessResult result = QemuSystem.Run(image.Machine, image.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("in words\n", code), (result.Output.ReplaceLineEndings("\n"), result.ExitCode));
    }

    [BoardFact("cortex-m4")]
    public void A_program_that_does_not_end_is_stopped()
    {
        FirmwareImage image = Build("for (;;) { }");
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        Assert.Throws<OperationCanceledException>(() => QemuSystem.Run(image.Machine, image.Path, cancellationToken: stop.Token));
    }

    [BoardFact("cortex-m4")]
    public void A_file_that_does_not_exist_is_named() => Assert.Contains("nothing.elf does not exist", Assert.Throws<EmulatorException>(
        () => QemuSystem.Run(EmulatedBoardTable.Find("cortex-m4").Machines[0], Path.Combine(_folder, "nothing.elf"), cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    /// <summary>A program that does its work before the host asks for any.</summary>
    private FirmwareImage Build(string init) => FirmwareBuilder.Build(
        (Microcontroller)EmulatedBoardTable.Find("cortex-m4"),
        Programs.Of("return true;") with { Includes = ["sample.h", "board.h"], Init = init },
        _folder,
        cancellationToken: TestContext.Current.CancellationToken);
}
