namespace EdgeDeep.Emulator.Tools;

/// <summary>The programs that the emulator starts, one row each.</summary>
public static class ToolTable
{
    /// <summary>Emulates Cortex-M boards.</summary>
    public static readonly Tool QemuArm = new("qemu-system-arm", "emulating Cortex-M boards", "qemu-system-arm", "qemu");

    /// <summary>Emulates RISC-V boards.</summary>
    public static readonly Tool QemuRiscV = new("qemu-system-riscv32", "emulating RISC-V boards", "qemu-system-misc", "qemu");

    /// <summary>Compiles for Cortex-M.</summary>
    public static readonly Tool GccArm = new(
        "arm-none-eabi-gcc", "building for Cortex-M", "gcc-arm-none-eabi libnewlib-arm-none-eabi", "--cask gcc-arm-embedded");

    /// <summary>Compiles for RISC-V.</summary>
    public static readonly Tool GccRiscV = new(
        "riscv64-unknown-elf-gcc", "building for RISC-V", "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf", null);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Tool> All = [QemuArm, QemuRiscV, GccArm, GccRiscV];
}
