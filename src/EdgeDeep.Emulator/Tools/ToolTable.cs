namespace EdgeDeep.Emulator.Tools;

/// <summary>The programs that the emulator starts, one row each.</summary>
public static class ToolTable
{
    /// <summary>Emulates Cortex-M boards.</summary>
    public static readonly Tool QemuArm = new("qemu-system-arm", "emulating Cortex-M boards", "qemu-system-arm", "qemu");

    /// <summary>Emulates RISC-V boards.</summary>
    public static readonly Tool QemuRiscV = new("qemu-system-riscv32", "emulating RISC-V boards", "qemu-system-misc", "qemu");

    /// <summary>Emulates programs of a Raspberry Pi; on Linux only.</summary>
    public static readonly Tool QemuArm64 = new("qemu-aarch64", "emulating a Raspberry Pi", "qemu-user", null);

    /// <summary>Compiles for Cortex-M.</summary>
    public static readonly Tool GccArm = new(
        "arm-none-eabi-gcc", "building for Cortex-M", "gcc-arm-none-eabi libnewlib-arm-none-eabi", "--cask gcc-arm-embedded");

    /// <summary>Compiles for RISC-V.</summary>
    public static readonly Tool GccRiscV = new(
        "riscv64-unknown-elf-gcc", "building for RISC-V", "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf", null);

    /// <summary>Has the start files and the C library of a Raspberry Pi.</summary>
    public static readonly Tool GccArm64 = new(
        "aarch64-linux-gnu-gcc", "building for a Raspberry Pi", "gcc-aarch64-linux-gnu libc6-dev-arm64-cross", null);

    /// <summary>Drives the linker of ahead-of-time compilation.</summary>
    public static readonly Tool Clang = new("clang", "building for a Raspberry Pi", "clang", "llvm");

    /// <summary>Links for other processors.</summary>
    public static readonly Tool Lld = new("ld.lld", "building for a Raspberry Pi", "lld", "lld");

    /// <summary>Compiles for this machine.</summary>
    public static readonly Tool Gcc = new("gcc", "counting the instructions of an emulated Raspberry Pi", "gcc libc6-dev", "gcc");

    /// <summary>Runs the build scripts of exported projects.</summary>
    public static readonly Tool Bash = new("bash", "building C# without a runtime", "bash", "bash");

    /// <summary>The .NET SDK, which compiles ahead of time.</summary>
    public static readonly Tool Dotnet = new("dotnet", "building C# ahead of time", "dotnet-sdk-10.0", "dotnet");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Tool> All = [QemuArm, QemuRiscV, QemuArm64, GccArm, GccRiscV, GccArm64, Clang, Lld, Gcc, Bash, Dotnet];
}
