using System.Globalization;
using System.Text.RegularExpressions;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Running;

namespace EdgeDeep.Emulator.Building;

/// <summary>Compiles and links a program for a board with the board's start-up code from firmware/c.</summary>
public static partial class FirmwareBuilder
{
    private const string StackSection = ".stack";

    private static readonly string[] CommonFlags =
        ["-std=gnu99", "-ffp-contract=off", "-ffunction-sections", "-fdata-sections", "-fno-common", "-g"];

    /// <summary>Builds a program.</summary>
    /// <param name="board">The board.</param>
    /// <param name="program">The program.</param>
    /// <param name="folder">Folder for sources, objects and the ELF file.</param>
    /// <param name="optimization">The compiler's option, such as <c>-O2</c> or <c>-Os</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EmulatorException">A compiler is missing, or the program needs more memory than any machine has.</exception>
    public static FirmwareImage Build(
        Microcontroller board, BoardProgram program, string folder, string optimization = "-O2", CancellationToken cancellationToken = default)
    {
        string compiler = board.Compiler.Require();
        Resources.Write("c", folder);
        foreach (CFile file in program.Files)
        {
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        }

        File.WriteAllText(Path.Combine(folder, "program.c"), program.Glue());
        string[] flags = [.. board.CompilerFlags, .. CommonFlags, optimization];
        List<string> objects = [];
        foreach ((string source, string target) in Sources(board, program))
        {
            Compile(board, compiler, [.. flags, "-c", source, "-o", target], folder, cancellationToken);
            objects.Add(target);
        }

        return Link(board, program, compiler, flags, objects, folder, cancellationToken);
    }

    /// <summary>Source and object files; the linker script knows the board's own objects by their names.</summary>
    private static IEnumerable<(string Source, string Target)> Sources(Microcontroller board, BoardProgram program) =>
        new[] { board.Support, "semihosting.c", "runner.c", "program.c" }.Select(source => (source, $"board_{Path.ChangeExtension(source, ".o")}"))
            .Concat(program.Files.Where(file => Path.GetExtension(file.Name) == ".c").Select(file => (file.Name, $"model_{Path.ChangeExtension(file.Name, ".o")}")));

    private static void Compile(Microcontroller board, string compiler, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        ProcessResult result = Processes.Run(compiler, arguments, folder, cancellationToken);
        if (result.ExitCode != 0)
        {
            string library = result.Error.Contains("No such file", StringComparison.Ordinal) || result.Error.Contains("cannot read spec file", StringComparison.Ordinal)
                ? $"; its C library may be missing: {board.Compiler.Install}" : string.Empty;
            throw new EmulatorException($"{board.Compiler.Program} cannot compile for {board.Name}: {Processes.FirstError(result.Error)}{library}.");
        }
    }

    /// <summary>Links for the first machine that has enough memory.</summary>
    private static FirmwareImage Link(
        Microcontroller board, BoardProgram program, string compiler, string[] flags, List<string> objects, string folder, CancellationToken cancellationToken)
    {
        string reason = string.Empty;
        foreach (Machine machine in board.Machines)
        {
            string elf = Path.Combine(folder, "program.elf");
            ProcessResult result = Processes.Run(
                compiler, [.. flags, "-nostartfiles", "-Wl,--gc-sections", "-T", $"{machine.Name}.ld", .. objects, "-lm", "-o", elf], folder, cancellationToken);
            if (result.ExitCode == 0)
            {
                return new FirmwareImage(board, machine, elf, [.. ElfFile.Sections(elf).Where(section => section.Name != StackSection)]);
            }

            (string Memory, long Bytes)[] lacking = [.. Overflow().Matches(result.Error)
                .Select(match => (match.Groups[1].Value, long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)))];
            if (lacking.Length == 0)
            {
                throw new EmulatorException($"{board.Compiler.Program} cannot link for {board.Name}: {Processes.FirstError(result.Error)}.");
            }

            reason = $"{machine.Name} lacks {string.Join(" and ", lacking.Select(memory => string.Create(CultureInfo.InvariantCulture, $"{memory.Bytes:N0} bytes of {memory.Memory}")))}";
        }

        throw new EmulatorException($"{program.Name} is too large for {board.Name}: {reason}; take a smaller model or another board.");
    }

    [GeneratedRegex("region `(\\w+)' overflowed by (\\d+) bytes")]
    private static partial Regex Overflow();
}
