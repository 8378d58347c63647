using System.Diagnostics;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Nano.Tests;

/// <summary>A model exported as an interop library, its C and C++ files built with stand-ins for nanoFramework's headers.</summary>
internal sealed class NativeModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-nano-").FullName;
    private readonly string _program;
    private readonly Plan _plan;

    public NativeModel(Plan plan)
    {
        string c = CCompiler.Require(), cpp = CCompiler.Require("g++");
        _plan = plan;
        Files = NativeExporter.Export(plan, new NanoNames("tested"));
        foreach (NanoFile file in Files)
        {
            string path = Path.Combine(_folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content);
        }

        string native = Path.Combine(_folder, "InteropAssemblies", "EdgeDeep.Models.Tested");
        string standIns = Path.Combine(NanoCompiler.Repository, "tests/EdgeDeep.Nano.Tests/StandIns");
        string library = Path.Combine(_folder, "model.o");
        CCompiler.Run(c, ["-std=c99", "-O2", "-c", Path.Combine(native, "tested.c"), "-o", library]);
        _program = Path.Combine(_folder, "model");
        CCompiler.Run(cpp, ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-I", standIns, "-I", native, .. Directory.GetFiles(native, "*.cpp"), Path.Combine(standIns, "main.cpp"), library, "-lm", "-o", _program]);
    }

    /// <summary>The export.</summary>
    public IReadOnlyList<NanoFile> Files { get; }

    /// <summary>Name and checksum of the assembly.</summary>
    public string Identity => Start([], []).Output.Length > 0 ? System.Text.Encoding.ASCII.GetString(Start([], []).Output).Trim() : string.Empty;

    /// <summary>Inferences in a row.</summary>
    /// <param name="inputs">The inputs of all inferences one after the other.</param>
    /// <param name="surplus">Elements that every array has too many.</param>
    public (int ExitCode, byte[] Output) Run(byte[] inputs, int surplus = 0) =>
        Start(["0", .. Arguments("in", _plan.Inputs, surplus), .. Arguments("out", _plan.Outputs, surplus)], inputs);

    /// <summary>The exit code of a call of Reset.</summary>
    public int Reset() => Start(["1"], []).ExitCode;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<string> Arguments(string direction, IReadOnlyList<int> tensors, int surplus) => tensors.SelectMany(tensor => new[]
    {
        direction, $"{EdgeDeep.Runtime.Plans.ElementTypes.SizeOf(_plan.Tensors[tensor].Type)}", $"{_plan.Tensors[tensor].Elements + surplus}",
    });

    private (int ExitCode, byte[] Output) Start(IEnumerable<string> arguments, byte[] input)
    {
        ProcessStartInfo start = new(_program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task writing = Task.Run(() =>
        {
            using Stream stream = process.StandardInput.BaseStream;
            stream.Write(input);
        });
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        writing.Wait();
        return (process.ExitCode, output.ToArray());
    }
}
