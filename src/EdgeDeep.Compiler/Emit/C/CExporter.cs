using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>A file of an exported model.</summary>
/// <param name="Name">File name without a folder.</param>
/// <param name="Text">Its text.</param>
public sealed record CFile(string Name, string Text);

/// <summary>
/// Writes a model as a C99 library that needs nothing else: NAME.h, NAME.c with weights, memory, kernels and straight-line
/// calls, and NAME_selftest.c with inputs and the bytes that the .NET runtime answers to them. No heap, no file, no library
/// but string.h (and math.h where a float kernel asks for it). Only NAME_... symbols are visible to the linker.
/// </summary>
public static class CExporter
{
    private static readonly string[] LibraryHeaders =
    [
        "assert", "complex", "ctype", "errno", "fenv", "float", "inttypes", "iso646", "limits", "locale", "math", "setjmp", "signal",
        "stdarg", "stdbool", "stddef", "stdint", "stdio", "stdlib", "string", "tgmath", "time", "wchar", "wctype",
    ];

    /// <summary>Writes the files.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="name">Prefix of files and symbols; characters that C does not allow become underscores.</param>
    /// <exception cref="ModelException">The model cannot be written in C; the message names the step.</exception>
    public static IReadOnlyList<CFile> Export(Plan plan, string name)
    {
        AccumulatorBounds.Check(plan);
        CModel model = new(PlanOf(plan), IdentifierOf(name));
        return
        [
            new CFile($"{model.Name}.h", CHeaderWriter.Write(model)),
            new CFile($"{model.Name}.c", CSourceWriter.Write(model)),
            new CFile($"{model.Name}_selftest.c", CSelfTestWriter.Write(model, plan)),
        ];
    }

    /// <summary>
    /// The plan as it is written in C: layers that fit the kernels on pairs of 16-bit lanes have rearranged constants and scratch
    /// memory in the arena. The outputs keep their bytes.
    /// </summary>
    public static Plan PlanOf(Plan plan) => DspLowering.Lower(plan);

    /// <summary>Whether a kernel computes in floating point.</summary>
    public static bool IsFloat(OpCode op) => CKernelTable.All.Any(row => row.Op == op && row.Function.StartsWith("ed_float_", StringComparison.Ordinal));

    /// <summary>The steps that keep a model from being written in C, each with what to do.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="withSums">Whether to look for sums that may overflow, which depends on the numbers of the model.</param>
    public static IReadOnlyList<ModelProblem> Problems(Plan plan, bool withSums = true) =>
    [
        .. plan.Steps.Where(step => !CKernelTable.Has(step.Op))
            .Select(step => new ModelProblem(step.Name, $"{step.Op}", "this kernel has no C function; replace the operator in the model, or run the .edge file")),
        .. (withSums ? AccumulatorBounds.Overflows(plan) : [])
            .Select(step => new ModelProblem(step.Name, $"{step.Op}", "its sums may exceed 32 bits, which is undefined in C; use smaller weights or biases there and quantize again")),
    ];

    /// <summary>A name as C allows it.</summary>
    public static string IdentifierOf(string name)
    {
        string text = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));

        // The prefix ed_ is the kernels' own, and NAME.h must not hide a header of the C library.
        bool isTaken = text.StartsWith("ed_", StringComparison.Ordinal) || LibraryHeaders.Contains(text);
        return text.Length == 0 || !char.IsAsciiLetter(text[0]) || isTaken ? $"model_{text}" : text;
    }
}
