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
    private readonly string[] _options;

    /// <param name="plan">The model.</param>
    /// <param name="board">One of firmware/bare/boards.</param>
    /// <param name="program">The program around the model.</param>
    /// <param name="options">Further options of build.sh.</param>
    public BareProject(Plan plan, string board, BareProgram program = BareProgram.RawFiles, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "the ahead-of-time compiler's package is for Linux on x64");
        CCompiler.Require("arm-none-eabi-gcc");
        CCompiler.Require("qemu-system-arm");
        (_plan, _board, _options) = (plan, board, options);
        Folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        foreach (BareFile file in BareExporter.Export(plan, "model", program))
        {
            string path = Path.Combine(Folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    /// <summary>Where the project is.</summary>
    public string Folder { get; }

    /// <summary>What the script printed: the sizes, and with <c>--run</c> the firmware's words.</summary>
    public string Build(params string[] more) => Start("bash", [Path.Combine(Folder, "build.sh"), _board, .. _options, .. more]);

    /// <summary>
    /// Runs inferences in a row. Inputs and outputs: for every tensor of the model the values of one inference after the other.
    /// </summary>
    public (byte[][] Outputs, BareRun Run) Run(byte[][] inputs)
    {
        int flash = int.Parse(Build().Split("flash ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        for (int i = 0; i < inputs.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(Folder, $"in{i}.bin"), inputs[i]);
        }

        string[] words = Start(
            "qemu-system-arm", ["-M", _board, "-display", "none", "-serial", "stdio", "-semihosting", "-icount", "shift=0", "-kernel", Path.Combine(Folder, "build", _board, "Model.elf")])
            .Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries);
        byte[][] outputs = [.. _plan.Outputs.Select((_, i) => File.ReadAllBytes(Path.Combine(Folder, $"out{i}.bin")))];
        return (outputs, new BareRun(flash, Number(words, "stack"), Number(words, "ticks")));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static int Number(string[] words, string name) =>
        int.Parse(words[Array.IndexOf(words, name) + 1], CultureInfo.InvariantCulture);

    private string Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}\n{output}{errors.Result}");
        return output;
    }
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
