using System.Diagnostics;
using System.Globalization;
using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A model exported as C# without a runtime, built by its own script and run in QEMU.</summary>
internal sealed class BareProject : IDisposable
{
    private readonly Plan _plan;
    private readonly string _board;
    private readonly string _elf;
    private readonly string[] _options;

    /// <param name="plan">The model.</param>
    /// <param name="board">One of firmware/bare/boards.</param>
    /// <param name="program">The program around the model.</param>
    /// <param name="options">Further options of build.sh.</param>
    public BareProject(Plan plan, string board, BareProgram program = BareProgram.RawFiles, params string[] options)
        : this(plan, "model", board, program, options)
    {
    }

    /// <param name="plan">The model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="board">One of firmware/bare/boards.</param>
    /// <param name="program">The program around the model.</param>
    /// <param name="options">Further options of build.sh.</param>
    public BareProject(Plan plan, string name, string board, BareProgram program, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "the ahead-of-time compiler's package is for Linux on x64");
        CCompiler.Require("arm-none-eabi-gcc");
        CCompiler.Require("qemu-system-arm");
        (_plan, _board, _options) = (plan, board, options);
        Folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        _elf = Path.Combine(Folder, "build", board, BareExporter.NameOf(name) + ".elf");
        foreach (BareFile file in BareExporter.Export(plan, name, program))
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
        CCompiler.Run("bash", [Path.Combine(Folder, "build.sh"), _board, .. _options]).Split("flash ")[1].Split(' ')[0], CultureInfo.InvariantCulture);

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

    /// <summary>
    /// Builds the firmware and runs inferences in a row. Inputs and outputs: for every tensor of the model the values of one
    /// inference after the other.
    /// </summary>
    public (byte[][] Outputs, BareRun Run) Run(byte[][] inputs)
    {
        int flash = Build();
        for (int i = 0; i < inputs.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(Folder, $"in{i}.bin"), inputs[i]);
        }

        string[] words = Start().Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries);
        byte[][] outputs = [.. _plan.Outputs.Select((_, i) => File.ReadAllBytes(Path.Combine(Folder, $"out{i}.bin")))];
        return (outputs, new BareRun(flash, Number(words, "stack"), Number(words, "ticks")));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static int Number(string[] words, string name) =>
        int.Parse(words[Array.IndexOf(words, name) + 1], CultureInfo.InvariantCulture);
}

/// <summary>What a run costs.</summary>
/// <param name="FlashBytes">Flash of the whole firmware.</param>
/// <param name="StackBytes">Deepest stack.</param>
/// <param name="Ticks">SysTick ticks of the first inference.</param>
internal sealed record BareRun(int FlashBytes, int StackBytes, int Ticks)
{
    /// <summary>Instructions of the first inference: QEMU executes one a nanosecond, and SysTick counts 25 MHz.</summary>
    public int Instructions => Ticks * 40;
}
