using System.Globalization;
using System.Text;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Writes Program.cs that takes tensors from files of the host and gives tensors back, for emulators.</summary>
internal static class BareRawFilesWriter
{
    /// <summary>The text of the source file.</summary>
    public static string Write(BareModel model)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            // Runs the model on consecutive inputs in in0.bin, in1.bin... until one ends, and writes out0.bin, out1.bin... All are files
            // of the host, in the folder where the emulator was started.
            using EdgeDeep.Bare;
            using EdgeDeep.Models;

            internal static unsafe class Program
            {
                private static int Main()
                {
                    Board.Start();
                    SysTick.Start();
                    {{model.Name}}.Reset();

            """);
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        int in{i} = HostFile.Open(\"in{i}.bin\\0\"u8, Semihosting.ReadBinary);\n");
        }

        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        int out{i} = HostFile.Open(\"out{i}.bin\\0\"u8, Semihosting.WriteBinary);\n");
        }

        text.Append("        while (true)\n        {\n");
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            int bytes = model.Plan.Tensors[model.Plan.Inputs[i]].Bytes;
            text.Append(CultureInfo.InvariantCulture, $"            if (Semihosting.Read(in{i}, {model.Name}.Input{i}, {bytes}) != {bytes})\n            {{\n                break;\n            }}\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
                        long start = SysTick.Ticks;
                        {{model.Name}}.Invoke();
                        long ticks = SysTick.Ticks - start;
                        Terminal.Write("ticks "u8);
                        Terminal.Write(ticks);
                        Terminal.WriteLine();

            """);
        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            int bytes = model.Plan.Tensors[model.Plan.Outputs[i]].Bytes;
            text.Append(CultureInfo.InvariantCulture, $"            HostFile.Write(out{i}, {model.Name}.Output{i}, {bytes});\n");
        }

        text.Append("        }\n\n");
        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        Semihosting.Close(out{i});\n");
        }

        return text.Append("""
                    Terminal.Write("stack "u8);
                    Terminal.Write(Stack.HighWater());
                    Terminal.WriteLine();
                    return 0;
                }
            }

            """).ToString();
    }
}
