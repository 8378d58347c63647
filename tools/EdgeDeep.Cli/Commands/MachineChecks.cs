using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Emulator.Tools;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Images;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>What can be checked on a machine.</summary>
internal static class MachineChecks
{
    private const long NeededDiskBytes = 200L << 20;

    /// <summary>A picture of one white pixel.</summary>
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==");

    /// <summary>Programs that read devices or reach them, with the Debian package that brings them.</summary>
    private static readonly (string Program, string Package, string UsedBy)[] Tools =
    [
        ("arecord", "alsa-utils", "listen and record from a microphone"),
        ("rpicam-vid", "rpicam-apps", "watch through the camera of a Raspberry Pi"),
        ("ffmpeg", "ffmpeg", "watch through USB cameras and at videos"),
        ("ssh", "openssh-client", "deploy"),
    ];

    public static IReadOnlyList<Check> All() =>
    [
        Fact(".NET", RuntimeInformation.FrameworkDescription),
        Fact("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}"),
        Fact("processor", $"{Words.Plural(Environment.ProcessorCount, "core")}, {Simd()}"),
        Disk(),
        Native("ONNX Runtime", "quantize and evaluate with float models", RunOnnx),
        Native("SkiaSharp", "pictures as input", () => $"decodes png ({ImageReader.Decode(Pixel, "pixel.png").Width} pixel)"),
        .. Tools.Select(tool => Program(new Tool(tool.Program, tool.UsedBy, tool.Package, null))),
        .. ToolTable.All.Select(Program),
        .. ThirdPartyModels.Rows.Select(Package),
    ];

    private static Check Fact(string name, string detail) => new(name, true, true, detail, "everything", null);

    private static string Simd() =>
        Avx512BW.IsSupported ? $"AVX-512, vectors of {Bits()} bits"
        : Avx2.IsSupported ? "AVX2, vectors of 256 bits"
        : Dp.IsSupported ? "Neon with dot product, vectors of 128 bits"
        : AdvSimd.IsSupported ? "Neon, vectors of 128 bits"
        : Vector128.IsHardwareAccelerated ? "vectors of 128 bits"
        : "no vectors";

    private static int Bits() => Vector512.IsHardwareAccelerated ? 512 : 256;

    private static Check Disk()
    {
        long free = new DriveInfo(Path.GetFullPath(".")).AvailableFreeSpace;
        return new Check(
            "free disk", free >= NeededDiskBytes, true, $"{Words.Count(free >> 20)} MB here", "models and builds", "free some space in this folder's file system");
    }

    private static Check Native(string name, string usedBy, Func<string> use)
    {
        string install = $"run 'dotnet restore' again and make sure that {name} has a build for {RuntimeInformation.RuntimeIdentifier}";
        try
        {
            return new Check(name, true, true, use(), usedBy, install);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException or ModelException or InputException)
        {
            return new Check(name, false, true, (e.InnerException ?? e).Message.ReplaceLineEndings(" "), usedBy, install);
        }
    }

    private static string RunOnnx()
    {
        Graph graph = new("check");
        Value input = new("x", ElementType.Float32, 1, 2), output = new("y", ElementType.Float32);
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        graph.Add("relu", new Activate(Clamp.Relu), [input], output);
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        float[] result = runner.Run([[-1, 2]])[0];
        return result is [0, 2] ? "loads and computes" : throw new ModelException($"It computed {result[0]}, {result[1]} where 0, 2 is right.");
    }

    private static Check Package(ThirdPartyModel model)
    {
        string? file = model.Find();
        return new Check(
            model.Name, file is not null, false, file is null ? $"not installed ({model.Licence})" : $"{file} ({model.Licence})", model.Task, model.Install);
    }

    private static Check Program(Tool tool)
    {
        string? path = tool.Find();
        return new Check(tool.Program, path is not null, false, path ?? "not installed", tool.UsedBy, tool.Install);
    }
}
