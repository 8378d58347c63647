using System.Globalization;
using System.Text;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Writes Program.cs that runs the model step by step for an emulator, as firmware/c/runner.c does it.</summary>
internal static class BareStepsWriter
{
    /// <summary>The text of the source file.</summary>
    public static string Write(BareModel model)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            // Runs the model for the host: 'I' and the bytes of all inputs make one inference, 'R' forgets the state, anything else ends.
            // The answer is 'A', the ticks of the inference (8 bytes), the deepest stack so far (4 bytes) and the bytes of all outputs.
            using EdgeDeep.Bare;
            using EdgeDeep.Models;

            internal static unsafe class Program
            {
                private static int Main()
                {
                    SysTick.Start();
                    {{model.Name}}.Reset();
                    HostConsole.Open();
                    while (true)
                    {
                        byte command;
                        HostConsole.Read(&command, 1);
                        switch (command)
                        {
                            case (byte)'I':
                                Step();
                                break;
                            case (byte)'R':
                                {{model.Name}}.Reset();
                                break;
                            default:
                                return 0;
                        }
                    }
                }

                private static void Step()
                {

            """);
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        HostConsole.Read({model.Name}.Input{i}, {model.Plan.Tensors[model.Plan.Inputs[i]].Bytes});\n");
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
                    long start = SysTick.Ticks;
                    {{model.Name}}.Invoke();
                    long ticks = SysTick.Ticks - start;
                    HostConsole.Write((byte)'A');
                    HostConsole.Write(ticks);
                    HostConsole.Write(Stack.HighWater());

            """);
        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        HostConsole.Write({model.Name}.Output{i}, {model.Plan.Tensors[model.Plan.Outputs[i]].Bytes});\n");
        }

        return text.Append("    }\n}\n").ToString();
    }
}
