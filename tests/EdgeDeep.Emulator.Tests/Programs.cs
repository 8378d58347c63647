using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Emulator.Building;

namespace EdgeDeep.Emulator.Tests;

/// <summary>Small programs for boards.</summary>
internal static class Programs
{
    /// <summary>A program of one input and one output byte.</summary>
    /// <param name="step">The statements of a step.</param>
    /// <param name="globals">Definitions before it.</param>
    public static BoardProgram Of(string step, string globals = "") => new()
    {
        Name = "sample",
        Files =
        [
            new CFile("sample.h", "#include <stdbool.h>\n#include <stdint.h>\nextern uint8_t sample_in[1], sample_out[1];\nbool sample_step(void);\n"),
            new CFile("sample.c", $"#include \"sample.h\"\nuint8_t sample_in[1], sample_out[1];\n{globals}\nbool sample_step(void)\n{{\n{step}\n}}\n"),
        ],
        Includes = ["sample.h"],
        Inputs = [new BoardBuffer("in", "sample_in", 1)],
        Outputs = [new BoardBuffer("out", "sample_out", 1)],
        Init = string.Empty,
        Reset = string.Empty,
        Step = "return sample_step();",
        ArenaBytes = 0,
        StateBytes = 0,
    };
}
