using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>The README of a package: what the model is, what it needs, how each ecosystem takes it.</summary>
internal static class CPackageReadme
{
    /// <summary>The text.</summary>
    public static string Write(CPackageModel model, IReadOnlyList<CPackageRow> rows, IReadOnlyList<CSize> sizes)
    {
        string name = model.Name, macro = model.Macro;
        StringBuilder text = new();
        text.Append($"# {name}\nA neural network as a C99 library, exported by EdgeDeep.\n\n| | tensor | real value |\n|---|---|---|\n");
        foreach ((string function, string prefix, PlanTensor tensor) in model.Inputs.Concat(model.Outputs))
        {
            string shape = string.Join(", ", tensor.Shape);
            string real = tensor.Scale > 0 ? string.Create(CultureInfo.InvariantCulture, $"{tensor.Scale} * (stored - ({tensor.ZeroPoint}))") : "as stored";
            text.Append($"| `{function}()` | {ElementTypes.NameOf(tensor.Type)}[{shape}] | {real} |\n");
        }

        text.Append($"""

            ```c
            #include "{name}.h"

            {name}_init();
            {Run(model)}
            /* read {string.Join(", ", model.Outputs.Select(output => $"{output.Function}()"))} */
            ```

            There is one instance, and calls must not overlap. `{name}_selftest()` of `{name}_selftest.h` returns 0 where the library
            gives the answers of the .NET runtime; what does not call it leaves it out of the program. {macro}_* macros hold sizes,
            scales and zero points. C++ may include the header.


            """);
        if (model.C.Kernels.Any(kernel => kernel.Name.StartsWith("ed_float_", StringComparison.Ordinal)))
        {
            text.Append("This model computes some steps in floating point: compile with `-ffp-contract=off`, or the last bit may differ.\n\n");
        }

        Sizes(text, model, sizes);
        foreach (CPackageRow row in rows)
        {
            text.Append($"\n## {row.Title}\n{row.Use(model)}\n");
        }

        text.Append("\n## Licence\nSee [LICENSE](LICENSE). Before you publish the library, put your name and address into its manifests.\n");
        return text.ToString();
    }

    private static string Run(CPackageModel model) => model.HasFrontEnd
        ? $"int32_t answers = {model.Name}_feed(samples, count);   /* {model.C.Schedule!.SampleRate} samples a second, 16 bits, mono, in pieces of any size */"
        : $"/* fill {string.Join(", ", model.Inputs.Select(input => $"{input.Function}()"))}: stored = real / SCALE + ZERO_POINT */\n{model.Name}_invoke();";

    private static void Sizes(StringBuilder text, CPackageModel model, IReadOnlyList<CSize> sizes)
    {
        Plan plan = model.C.Plan;
        text.Append(CultureInfo.InvariantCulture, $"## Sizes\nActivations take {plan.ArenaBytes} bytes of RAM, state {plan.InitialState.Length}, weights and tables {plan.Constants.Length} bytes of flash.\n");
        if (sizes.Count == 0)
        {
            text.Append("No cross compiler was installed when the library was exported, so that the size of its code is not known here.\n");
            return;
        }

        text.Append($"\nWhat a compiler makes of `src/{model.Name}.c` with {CSizeMeter.Optimization}, in bytes:\n\n| core | code (flash) | constants (flash) | RAM | stack | compiler |\n|---|---|---|---|---|---|\n");
        foreach (CSize size in sizes)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {size.Core} | {size.Code} | {size.Constants} | {size.Ram} | {size.Stack} | {size.Compiler} |\n");
        }

        text.Append("\nThe stack is that of one inference without the compiler's own library; the program around the model comes on top.\n");
    }
}
