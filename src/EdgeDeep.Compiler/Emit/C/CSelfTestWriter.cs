using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>Writes NAME_selftest.c: inputs, the answers of the .NET runtime, and a program that compares.</summary>
internal static class CSelfTestWriter
{
    private const int Calls = 3;
    private const int ResetBefore = 2;

    /// <summary>The text of the self-test.</summary>
    /// <param name="model">The model as it is written in C.</param>
    /// <param name="source">The plan it comes from, which the runtime runs with the portable kernels.</param>
    /// <param name="withMain">Makes it a program of its own; otherwise NAME_selftest.h declares its function.</param>
    public static string Write(CModel model, Plan source, bool withMain = true)
    {
        string name = model.Name;
        StringBuilder text = new();
        text.Append($"/* Self-test of {name}, exported by EdgeDeep: the answers must be those of the .NET runtime. */\n");
        text.Append($"#include \"{name}.h\"\n{(withMain ? string.Empty : $"#include \"{name}_selftest.h\"\n")}\n#include <string.h>\n");
        bool hasFloat = model.Plan.Outputs.Any(index => model.Plan.Tensors[index].Type == ElementType.Float32);
        text.Append(hasFloat ? CloseEnough : string.Empty);
        text.Append(withMain ? $"\n/* Number of outputs that differ, 0 where the library works. */\nint {name}_selftest(void);\n" : string.Empty);
        int answers = model.Schedule is null ? Append(text, model, source) : CFrontEndSelfTest.Append(text, name, source);
        return text.Append(withMain ? Main(model, answers) : string.Empty).ToString();
    }

    /// <summary>Inputs, expected outputs and the function that compares.</summary>
    /// <returns>How many inferences are compared.</returns>
    private static int Append(StringBuilder text, CModel model, Plan source)
    {
        (byte[][] inputs, byte[][] outputs) = Record(source);
        string name = model.Name;
        Arrays(text, model.Plan, model.Plan.Inputs, inputs, "input", Calls);
        Arrays(text, model.Plan, model.Plan.Outputs, outputs, "expected", Calls);
        text.Append($"\nint {name}_selftest(void)\n{{\n    int different = 0;\n    {name}_init();\n");
        text.Append(CultureInfo.InvariantCulture, $"    for (int32_t call = 0; call < {Calls}; call++)\n    {{\n");
        text.Append(CultureInfo.InvariantCulture, $"        if (call == {ResetBefore})\n        {{\n            {name}_reset();\n        }}\n\n");
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            int elements = model.Plan.Tensors[model.Plan.Inputs[i]].Elements;
            text.Append(CultureInfo.InvariantCulture, $"        memcpy({name}_input{i}(), &input{i}[call * {elements}], {elements} * sizeof input{i}[0]);\n");
        }

        text.Append($"        {name}_invoke();\n");
        Comparisons(text, name, model.Plan, "call", "        ");
        text.Append("    }\n\n    return different;\n}\n");
        return Calls;
    }

    /// <summary>Statements that compare all outputs with those expected and count the ones that differ.</summary>
    internal static void Comparisons(StringBuilder text, string name, Plan plan, string index, string indent)
    {
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            PlanTensor tensor = plan.Tensors[plan.Outputs[i]];
            string expected = string.Create(CultureInfo.InvariantCulture, $"{name}_output{i}(), &expected{i}[{index} * {tensor.Elements}], {tensor.Elements}");
            text.Append(tensor.Type == ElementType.Float32
                ? $"{indent}different += is_close({expected}) ? 0 : 1;\n"
                : $"{indent}different += memcmp({expected} * sizeof expected{i}[0]) == 0 ? 0 : 1;\n");
        }
    }

    // The functions of a C library's math.h need not round as those of another.
    private const string CloseEnough = """

        static int is_close(const float *actual, const float *expected, int32_t count)
        {
            for (int32_t i = 0; i < count; i++)
            {
                float limit = 1e-6f + (1e-5f * (expected[i] < 0.0f ? -expected[i] : expected[i]));
                float difference = actual[i] - expected[i];
                if (!((difference < limit) && (difference > -limit)))
                {
                    return 0;
                }
            }

            return 1;
        }

        """;

    private static string Main(CModel model, int answers) => $$"""

        #ifndef {{model.Macro}}_SELFTEST_WITHOUT_MAIN
        #include <stdio.h>

        int main(void)
        {
            int different = {{model.Name}}_selftest();
            if (different == 0)
            {
                printf("{{model.Name}}: {{answers}} calls, the answers are those of the .NET runtime\n");
            }
            else
            {
                printf("{{model.Name}}: %d outputs differ from the .NET runtime\n", different);
            }

            return different == 0 ? 0 : 1;
        }
        #endif

        """;

    /// <summary>The contents of tensors in inferences in a row, an array each.</summary>
    internal static void Arrays(StringBuilder text, Plan plan, IReadOnlyList<int> indices, byte[][] contents, string name, int calls)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            PlanTensor tensor = plan.Tensors[indices[i]];
            text.Append(CultureInfo.InvariantCulture, $"\nstatic const {CTypeNames.Of(tensor.Type)} {name}{i}[{calls * tensor.Elements}] = ");
            CValues.AppendArray(text, tensor.Type, contents[i]);
            text.Append(";\n");
        }
    }

    /// <summary>Runs the model on pseudo-random inputs.</summary>
    private static (byte[][] Inputs, byte[][] Outputs) Record(Plan plan)
    {
        Session session = new(new Model(plan));
        Random random = new(1);
        List<byte>[] inputs = [.. plan.Inputs.Select(_ => new List<byte>())];
        List<byte>[] outputs = [.. plan.Outputs.Select(_ => new List<byte>())];
        for (int call = 0; call < Calls; call++)
        {
            if (call == ResetBefore)
            {
                session.Reset();
            }

            for (int i = 0; i < inputs.Length; i++)
            {
                Fill(session.InputBytes(i), session.InputInfo(i).Type, random);
                inputs[i].AddRange(session.InputBytes(i));
            }

            session.Run();
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i].AddRange(session.OutputBytes(i));
            }
        }

        return ([.. inputs.Select(bytes => bytes.ToArray())], [.. outputs.Select(bytes => bytes.ToArray())]);
    }

    private static void Fill(Span<byte> bytes, ElementType type, Random random)
    {
        switch (type)
        {
            case ElementType.Float32:
                foreach (ref float value in MemoryMarshal.Cast<byte, float>(bytes))
                {
                    value = random.Next(-128, 128) / 64f;
                }

                break;
            case ElementType.Int32 or ElementType.Int64:
                // Such inputs are indices; 0 is one in every table.
                bytes.Clear();
                break;
            case ElementType.Bool:
                foreach (ref byte value in bytes)
                {
                    value = (byte)random.Next(2);
                }

                break;
            default:
                random.NextBytes(bytes);
                break;
        }
    }
}
