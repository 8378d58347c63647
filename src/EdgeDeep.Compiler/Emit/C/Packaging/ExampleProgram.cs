using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>An example in C for systems that print with printf: self-test, then an answer.</summary>
internal static class ExampleProgram
{
    /// <summary>Elements of an output that examples print.</summary>
    public const int Shown = 20;

    /// <summary>The text of the program.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headers">Headers of the system, each with angle brackets.</param>
    /// <param name="entry">The function that the system calls, such as <c>int main(void)</c>.</param>
    /// <param name="start">Statements before the first line is printed, indented by four spaces.</param>
    /// <param name="end">Statements after one answer, indented by four spaces.</param>
    public static string Write(CPackageModel model, string[] headers, string entry, string start, string end)
    {
        StringBuilder text = new();
        text.Append($"/* Tests {model.Name} on this board and prints what it answers. Exported by EdgeDeep; change it as you like. */\n");
        text.Append($"#include \"{model.Name}.h\"\n#include \"{model.Name}_selftest.h\"\n\n#include <stdio.h>\n");
        text.Append(string.Concat(headers.Select(header => $"#include {header}\n")));
        bool hasReal = model.Outputs.Any(output => IsReal(output.Tensor));
        text.Append(hasReal ? PrintReal : string.Empty);
        text.Append("\nstatic void answer(void)\n{\n");
        text.Append(string.Concat(model.RunLines.Select(line => line.Length > 0 ? $"    {line}\n" : "\n")));
        foreach ((string function, string macro, PlanTensor tensor) in model.Outputs)
        {
            Answer(text, model, function, macro, tensor);
        }

        return text.Append($$"""
            }

            {{entry}}
            {
            {{start}}    int different = {{model.Name}}_selftest();
                printf("{{model.Name}}: self-test %s\n", different == 0 ? "passed" : "FAILED");
                {{model.Name}}_init();
                answer();
            {{end}}}

            """).ToString();
    }

    // Many C libraries for microcontrollers print no floating point.
    private const string PrintReal = """

        static void print_real(float value)
        {
            long thousandths = (long)((value * 1000.0f) + (value < 0.0f ? -0.5f : 0.5f));
            long size = thousandths < 0 ? -thousandths : thousandths;
            printf("%s%ld.%03ld\n", thousandths < 0 ? "-" : "", size / 1000, size % 1000);
        }

        """;

    private static bool IsReal(PlanTensor tensor) => tensor.Scale > 0 || tensor.Type == ElementType.Float32;

    private static void Answer(StringBuilder text, CPackageModel model, string function, string macro, PlanTensor tensor)
    {
        string count = tensor.Elements > Shown ? string.Create(CultureInfo.InvariantCulture, $"{Shown}") : $"{macro}_ELEMENTS";
        text.Append($"    for (long i = 0; i < {count}; i++)\n    {{\n");
        text.Append(model.HasLabels(tensor) ? $"        printf(\"%s: \", {model.Name}_labels[i]);\n" : $"        printf(\"{function}[%ld]: \", i);\n");
        text.Append(tensor.Scale > 0 ? $"        print_real({macro}_SCALE * (float)({function}()[i] - ({macro}_ZERO_POINT)));\n"
            : IsReal(tensor) ? $"        print_real({function}()[i]);\n" : $"        printf(\"%ld\\n\", (long){function}()[i]);\n");
        text.Append("    }\n");
    }
}
