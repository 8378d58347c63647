using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Writes Program.cs that feeds inputs, invokes the model, prints answers and compares them.</summary>
internal static class BareSampleWriter
{
    /// <summary>The text of the source file.</summary>
    public static string Write(BareModel model)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            // The firmware around the model, yours to edit. It feeds inputs that Sample makes up, prints the answers and compares them
            // with those of the .NET runtime.
            using System;
            using EdgeDeep.Bare;
            using EdgeDeep.Models;

            internal static unsafe class Program
            {
                private static int Main()
                {
                    Board.Start();
                    SysTick.Start();
                    {{model.Name}}.Reset();
                    uint seed = 1;
                    int different = 0;
                    byte* expected = Flash.AddressOf(Answers);
                    for (int call = 0; call < {{BareSample.Calls}}; call++)
                    {

            """);
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            string fill = model.Plan.Tensors[model.Plan.Inputs[i]].Type switch
            {
                ElementType.Int32 or ElementType.Int64 => "FillIndices",
                ElementType.Bool => "FillTruths",
                _ => "Fill",
            };
            text.Append(CultureInfo.InvariantCulture, $"            Sample.{fill}({model.Name}.Input{i}, {model.Name}.Input{i}Elements, ref seed);\n");
        }

        text.Append($"            long start = SysTick.Ticks;\n            {model.Name}.Invoke();\n            long ticks = SysTick.Ticks - start;\n");
        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            int bytes = model.Plan.Tensors[model.Plan.Outputs[i]].Bytes;
            text.Append(CultureInfo.InvariantCulture, $"            different += Sample.Differences((byte*){model.Name}.Output{i}, expected, {bytes});\n");
            text.Append(CultureInfo.InvariantCulture, $"            expected += {bytes};\n");
        }

        Print(text, model);
        text.Append(CultureInfo.InvariantCulture, $$"""
                        Terminal.Write(", "u8);
                        Terminal.Write(ticks);
                        Terminal.WriteLine(" ticks"u8);
                    }

                    Terminal.Write("stack "u8);
                    Terminal.Write(Stack.HighWater());
                    Terminal.WriteLine(" bytes"u8);
                    Terminal.Write("{{model.Name}}: "u8);
                    if (different == 0)
                    {
                        Terminal.WriteLine("{{BareSample.Calls}} calls, the answers are those of the .NET runtime"u8);
                        return 0;
                    }

                    Terminal.Write(different);
                    Terminal.WriteLine(" bytes differ from the .NET runtime"u8);
                    return 1;
                }


            """);
        BareValues.AppendConstant(text, "Answers", ElementType.UInt8, BareSample.Answers(model.Plan), "    ");
        return text.Append("}\n").ToString();
    }

    /// <summary>The best class, or the first value where there are no class names.</summary>
    private static void Print(StringBuilder text, BareModel model)
    {
        PlanTensor output = model.Plan.Tensors[model.Plan.Outputs[0]];
        bool hasLabels = CHeaderWriter.Labels(model.Plan).Length == output.Elements;
        text.Append(hasLabels
            ? $"            Terminal.Write({model.Name}.Label(Sample.Largest({model.Name}.Output0, {model.Name}.Output0Elements)));\n"
            : $"            Terminal.Write(\"first output \"u8);\n            Terminal.Write(Sample.Stored({model.Name}.Output0));\n");
    }
}
