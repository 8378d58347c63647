using System.Diagnostics;
using System.Globalization;
using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A model exported as C# without a runtime, built by its own script and run in QEMU.</summary>
internal sealed class BareProject : IDisposable
{
    private readonly string _board;
    private readonly string _elf;

    /// <param name="plan">The model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="board">One of firmware/bare/boards.</param>
    public BareProject(Plan plan, string name, string board)
    {
        RequireTools();
        _board = board;
        Folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        _elf = Path.Combine(Folder, "build", board, BareExporter.NameOf(name) + ".elf");
        foreach (BareFile file in BareExporter.Export(plan, name))
        {
            string path = Path.Combine(Folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    /// <summary>Where the project is.</summary>
    public string Folder { get; }

    /// <summary>Builds the firmware and returns the bytes of flash it takes.</summary>
    public int Build() => int.Parse(
        CCompiler.Run("bash", [Path.Combine(Folder, "build.sh"), _board]).Split("flash ")[1].Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Runs the firmware to its end and returns what it sent over the UART.</summary>
    /// <param name="received">What it receives there.</param>
    public string Start(byte[]? received = null)
    {
        ProcessStartInfo start = new("qemu-system-arm", ["-M", _board, "-display", "none", "-serial", "stdio", "-semihosting", "-icount", "shift=0", "-kernel", _elf])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(received ?? []);
        process.StandardInput.BaseStream.Flush();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"the firmware ended with {process.ExitCode}\n{output.Result}{errors.Result}");
        return output.Result;
    }

    /// <summary>Skips the calling test where a program is missing.</summary>
    public static void RequireTools()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "the ahead-of-time compiler's package is for Linux on x64");
        CCompiler.Require("arm-none-eabi-gcc");
        CCompiler.Require("qemu-system-arm");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
