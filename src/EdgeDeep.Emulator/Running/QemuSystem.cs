using EdgeDeep.Emulator.Boards;

namespace EdgeDeep.Emulator.Running;

/// <summary>Runs a program on a machine of QEMU.</summary>
public static class QemuSystem
{
    /// <summary>
    /// Runs a program to its end and returns what it wrote to the semihosting console and to the machine's first serial port.
    /// It ends by the semihosting call SYS_EXIT; exit code 0 is reason 0x20026, ADP_Stopped_ApplicationExit.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="elf">The ELF file, linked to the machine's memory.</param>
    /// <param name="folder">Folder in which semihosting opens files; null for the one of the ELF file.</param>
    /// <param name="cancellationToken">Ends a program that does not end by itself.</param>
    /// <exception cref="EmulatorException">QEMU is not installed or the file does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ProcessResult Run(Machine machine, string elf, string? folder = null, CancellationToken cancellationToken = default)
    {
        string path = Path.GetFullPath(elf);
        if (!File.Exists(path))
        {
            throw new EmulatorException($"{elf} does not exist; build it first.");
        }

        string[] console = ["-chardev", "stdio,id=console,mux=on,signal=off", "-serial", "chardev:console"];
        return Processes.Run(
            machine.Emulator.Require(), [.. Arguments(machine, path, ",chardev=console"), .. console], folder ?? Path.GetDirectoryName(path)!, cancellationToken);
    }

    /// <summary>
    /// Options that make execution deterministic: one instruction in a nanosecond of virtual time, no devices that wait for
    /// the time of the host.
    /// </summary>
    internal static string[] Arguments(Machine machine, string elf, string console) =>
    [
        "-M", machine.Name, .. machine.Options, "-display", "none", "-monitor", "none", "-icount", "shift=0",
        "-semihosting-config", $"enable=on,target=native{console}", "-kernel", elf,
    ];
}
