using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>A file of an exported project.</summary>
/// <param name="Path">Path below the project's folder, with forward slashes.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsYours">Whether it is a beginning that the user edits; a second export leaves such a file alone.</param>
public sealed record BareFile(string Path, string Text, bool IsYours = false);

/// <summary>What the firmware does with the model.</summary>
public enum BareProgram
{
    /// <summary>Feeds made-up inputs, prints the answers and compares them with those of the .NET runtime.</summary>
    Sample,

    /// <summary>Takes inputs from an emulator and gives outputs and what they cost back, inference by inference.</summary>
    Steps,
}

/// <summary>
/// Writes a model as a C# project for Cortex-M that runs without a .NET runtime: the kernels with pointers, constants in flash,
/// one static memory, straight-line calls, a small core library, start-up code and linker scripts.
/// </summary>
public static class BareExporter
{
    /// <summary>Writes the files.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="name">Name of the project; characters that C# does not allow are left out of the class's name.</param>
    /// <param name="program">The program around the model.</param>
    /// <exception cref="ModelException">The model cannot be written; the message names the step.</exception>
    public static IReadOnlyList<BareFile> Export(Plan plan, string name, BareProgram program = BareProgram.Sample)
    {
        if (plan.Steps.FirstOrDefault(step => !CanRun(step.Op)) is { } beyond)
        {
            throw new ModelException(
                $"Step '{beyond.Name}' ({beyond.Op}) computes functions in floating point that the core library for bare C# does not have; take it out of the model, or use --to c.");
        }

        if (FrameSchedule.Of(plan) is not null)
        {
            throw new ModelException("A model with its audio front end is written in C only; export it with --to c, or leave the front end out.");
        }

        BareModel model = new(plan, name);
        return
        [
            new BareFile($"{model.Name}.csproj", BareFirmware.Read("project/Firmware.csproj")),
            new BareFile($"{model.Name}.cs", BareModelWriter.Write(model)),
            new BareFile("Program.cs", program == BareProgram.Sample ? BareSampleWriter.Write(model) : BareStepsWriter.Write(model), IsYours: true),
            new BareFile("build.sh", BareFirmware.Read("project/build.sh")),
            new BareFile("README.md", BareFirmware.Read("project/README.md").Replace("NAME", model.Name, StringComparison.Ordinal)),
            .. model.Kernels.Select(file => new BareFile($"kernels/{file.Path}", file.Text)),
            .. BareFirmware.Paths.Where(path => !path.StartsWith("project/", StringComparison.Ordinal))
                .Select(path => new BareFile($"bare/{path}", BareFirmware.Read(path))),
        ];
    }

    /// <summary>Whether the core library has what a kernel calls: of System.Math it has the exponential and the logarithm.</summary>
    internal static bool CanRun(OpCode op) => op is not (OpCode.BinaryFloat or OpCode.UnaryFloat);

    /// <summary>The name that a project gets.</summary>
    public static string NameOf(string name) => BareNames.Pascal(CExporter.IdentifierOf(name));
}
