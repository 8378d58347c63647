using EdgeDeep.Emulator.Tools;

namespace EdgeDeep.Emulator.Boards;

/// <summary>The boards, one row each.</summary>
public static class EmulatedBoardTable
{
    private const string CortexM = "cortex-m.c";

    private static readonly Machine Microbit = new("microbit", ToolTable.QemuArm, 16_000_000);
    private static readonly Machine An385 = new("mps2-an385", ToolTable.QemuArm, 25_000_000);
    private static readonly Machine An386 = new("mps2-an386", ToolTable.QemuArm, 25_000_000);
    private static readonly Machine An500 = new("mps2-an500", ToolTable.QemuArm, 25_000_000);
    private static readonly Machine An505 = new("mps2-an505", ToolTable.QemuArm, 20_000_000);
    private static readonly Machine An547 = new("mps3-an547", ToolTable.QemuArm, 32_000_000);
    private static readonly Machine Virt = new("virt", ToolTable.QemuRiscV, 1_000_000_000, "-bios", "none");

    /// <summary>All boards.</summary>
    public static readonly IReadOnlyList<EmulatedBoard> All =
    [
        // A Cortex-M3 executes the code of a Cortex-M0 where it needs more memory than the micro:bit has.
        new Microcontroller("cortex-m0", "Arm Cortex-M0", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m0", "-mthumb"], [Microbit, An385]),
        new Microcontroller("cortex-m3", "Arm Cortex-M3", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m3", "-mthumb"], [An385]),
        new Microcontroller("cortex-m4", "Arm Cortex-M4", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"], [An386]),
        new Microcontroller("cortex-m7", "Arm Cortex-M7", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16"], [An500]),
        new Microcontroller("cortex-m33", "Arm Cortex-M33", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m33", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"], [An505]),
        new Microcontroller("cortex-m55", "Arm Cortex-M55", ToolTable.GccArm, CortexM, ["-mcpu=cortex-m55", "-mthumb", "-mfloat-abi=hard", "-mfpu=auto"], [An547]),
        new Microcontroller("riscv32", "RISC-V RV32IMAC", ToolTable.GccRiscV, "riscv32.c", ["-march=rv32imac", "-mabi=ilp32", "--specs=picolibc.specs"], [Virt]),
        new BareMicrocontroller("cortex-m3-bare", "Arm Cortex-M3", An385),
        new BareMicrocontroller("cortex-m4-bare", "Arm Cortex-M4", An386),
        new BareMicrocontroller("cortex-m7-bare", "Arm Cortex-M7", An500),
        new RaspberryPi("pi-zero2", "Arm Cortex-A53", "cortex-a53"),
        new RaspberryPi("pi4", "Arm Cortex-A72", "cortex-a72"),
        new RaspberryPi("pi5", "Arm Cortex-A76", "cortex-a76"),
    ];

    /// <summary>The names of all boards, separated by commas.</summary>
    public static string Names => string.Join(", ", All.Select(board => board.Name));

    /// <summary>The boards without an operating system.</summary>
    public static IEnumerable<Microcontroller> Microcontrollers => All.OfType<Microcontroller>();

    /// <summary>The board of a name.</summary>
    /// <exception cref="EmulatorException">There is none.</exception>
    public static EmulatedBoard Find(string name) => All.FirstOrDefault(board => board.Name == name)
        ?? throw new EmulatorException($"There is no board '{name}'; the boards are {Names}.");
}
