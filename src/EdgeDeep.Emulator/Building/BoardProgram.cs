using System.Globalization;
using System.Text;
using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Emulator.Building;

/// <summary>A buffer of a board's program: its name for people, the C expression of its address, its size.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Pointer">A C expression of a pointer to its first byte.</param>
/// <param name="Bytes">Size.</param>
public sealed record BoardBuffer(string Name, string Pointer, int Bytes);

/// <summary>
/// What a board runs step by step: C sources, and how its inputs, outputs and steps are called. A model is one
/// (<see cref="Of"/>); a front end with a model behind it is another, whose step takes samples in and answers now and then.
/// </summary>
public sealed record BoardProgram
{
    /// <summary>Name of the model, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Headers and sources.</summary>
    public required IReadOnlyList<CFile> Files { get; init; }

    /// <summary>Headers that the expressions below need.</summary>
    public required IReadOnlyList<string> Includes { get; init; }

    /// <summary>C definitions that the expressions below need besides.</summary>
    public string Globals { get; init; } = string.Empty;

    /// <summary>Buffers that are filled before each step.</summary>
    public required IReadOnlyList<BoardBuffer> Inputs { get; init; }

    /// <summary>Buffers that hold an answer after a step.</summary>
    public required IReadOnlyList<BoardBuffer> Outputs { get; init; }

    /// <summary>C statements that prepare everything.</summary>
    public required string Init { get; init; }

    /// <summary>C statements that forget what lasts from step to step.</summary>
    public required string Reset { get; init; }

    /// <summary>C statements of one step that return whether it has an answer: <c>x_invoke(); return true;</c></summary>
    public required string Step { get; init; }

    /// <summary>Memory that one step overwrites.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>Memory that lasts from step to step.</summary>
    public required int StateBytes { get; init; }

    /// <summary>
    /// The program that fills the inputs of a model, invokes it and reads its outputs. A model with an audio front end is fed
    /// with 16-bit samples, as many in a step as there are from frame to frame; it answers when the model ran.
    /// </summary>
    /// <param name="plan">The model.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ModelException">The model cannot be written in C.</exception>
    public static BoardProgram Of(Plan plan, string name)
    {
        string prefix = CExporter.IdentifierOf(name);
        IReadOnlyList<CFile> files = CExporter.Export(plan, prefix);
        BoardProgram program = new()
        {
            Name = name,
            Files = [.. files.Where(file => !file.Name.EndsWith("_selftest.c", StringComparison.Ordinal))],
            Includes = [$"{prefix}.h"],
            Inputs = Buffers(plan, plan.Inputs, $"{prefix}_input"),
            Outputs = Buffers(plan, plan.Outputs, $"{prefix}_output"),
            Init = $"{prefix}_init();",
            Reset = $"{prefix}_reset();",
            Step = $"{prefix}_invoke(); return true;",
            ArenaBytes = CExporter.PlanOf(plan).ArenaBytes,
            StateBytes = plan.InitialState.Length,
        };
        return FrameSchedule.Of(plan) is { } schedule ? Listening(program, prefix, schedule.Stride) : program;
    }

    private static BoardProgram Listening(BoardProgram program, string prefix, int samples) => program with
    {
        Globals = string.Create(CultureInfo.InvariantCulture, $"static int16_t samples[{samples}];"),
        Inputs = [new BoardBuffer("samples", "samples", samples * sizeof(short))],
        Step = string.Create(CultureInfo.InvariantCulture, $"return {prefix}_feed(samples, {samples}) > 0;"),
    };

    /// <summary>The text of program.c: the functions of firmware/c/program.h.</summary>
    internal string Glue()
    {
        StringBuilder text = new("#include \"program.h\"\n\n");
        foreach (string include in Includes)
        {
            text.Append(CultureInfo.InvariantCulture, $"#include \"{include}\"\n");
        }

        text.Append(Globals.Length > 0 ? $"\n{Globals}\n" : string.Empty);
        Buffers(text, "input", "void", Inputs);
        Buffers(text, "output", "const void", Outputs);
        return text.Append($"\nvoid program_init(void)\n{{\n    {Init}\n}}\n\nvoid program_reset(void)\n{{\n    {Reset}\n}}\n")
            .Append($"\nbool program_step(void)\n{{\n    {Step}\n}}\n").ToString();
    }

    private static void Buffers(StringBuilder text, string kind, string type, IReadOnlyList<BoardBuffer> buffers)
    {
        string sizes = buffers.Count == 0 ? "0" : string.Join(", ", buffers.Select(buffer => buffer.Bytes.ToString(CultureInfo.InvariantCulture)));
        text.Append(CultureInfo.InvariantCulture, $"\nconst uint32_t program_{kind}s = {buffers.Count};\n");
        text.Append(CultureInfo.InvariantCulture, $"const uint32_t program_{kind}_bytes[] = {{{sizes}}};\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{type} *program_{kind}(uint32_t index)\n{{\n    switch (index)\n    {{\n");
        for (int i = 0; i < buffers.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        case {i}:\n            return {buffers[i].Pointer};\n");
        }

        text.Append("        default:\n            return 0;\n    }\n}\n");
    }

    private static BoardBuffer[] Buffers(Plan plan, IReadOnlyList<int> indices, string prefix) =>
        [.. indices.Select((index, i) => new BoardBuffer(
            plan.Tensors[index].Name, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}()"), plan.Tensors[index].Bytes))];
}
