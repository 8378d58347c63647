using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on tensor bytes from files on an emulated board and writes the bytes of its outputs.</summary>
internal sealed class EmulateRun(CommandContext context, LoadedModel loaded, BoardProfile profile, bool repeatFrames)
{
    private static readonly Dictionary<string, string> Contents = new(StringComparer.Ordinal)
    {
        [".vectors"] = "vector table",
        [".board"] = "start-up, semihosting and the loop around the model",
        [".text"] = "code",
        ["__managedcode"] = "code compiled from C#",
        [".rodata"] = "constants",
        ["model.edge"] = "the model's file",
        [".data"] = "initial values of variables",
    };

    /// <summary>Runs all frames; either every output file is written or none.</summary>
    public void Run(string[] inputs, string folder, BoardOptions options)
    {
        Model model = loaded.Int8();
        int frames = RawFrames.Count(loaded.Path, loaded.Inputs, inputs, repeatFrames);
        IReadOnlyList<TensorInfo> infos = loaded.Outputs;
        string[] names = [.. infos.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"out{i}.bin"))];
        using Board board = Board.Start(profile, model, options with { Name = Path.GetFileNameWithoutExtension(loaded.Path) }, context.Stop);
        long[] instructions;
        using (OutputFiles outputs = new(folder, names))
        {
            instructions = RunFrames(board, inputs, frames, outputs);
            outputs.Commit();
        }

        EmulateReport report = new()
        {
            Model = loaded.Path,
            Board = profile.Name,
            Core = profile.Core,
            Machine = board.Image.Machine.Name,
            Frames = frames,
            Instructions = (long)Math.Round(instructions.Average()),
            MinInstructions = instructions.Min(),
            MaxInstructions = instructions.Max(),
            InstructionsResolution = board.Image.Machine.InstructionsInTick,
            RamBytes = board.RamBytes,
            ArenaBytes = board.ArenaBytes,
            StateBytes = board.StateBytes,
            StackBytes = board.StackBytes,
            HeapBytes = board.HeapBytes,
            FlashBytes = board.FlashBytes,
            Flash = [.. board.Image.Sections.Where(section => section.IsStored).Select(section => new FlashSection(section.Name, Contents.GetValueOrDefault(section.Name), section.Bytes))],
            Outputs = [.. infos.Select((info, i) => new RawOutput(Path.Combine(folder, names[i]), info.Name, info.Type, info.Shape, info.Bytes * frames))],
        };
        context.Report(report, CliJson.Default.EmulateReport, terminal => Print(terminal, report));
    }

    private long[] RunFrames(Board board, string[] inputs, int frames, OutputFiles outputs)
    {
        FileStream[] streams = [.. inputs.Select(path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))];
        try
        {
            return context.Terminal.Track("Emulating", frames, tick =>
            {
                long[] instructions = new long[frames];
                for (int frame = 0; frame < frames; frame++)
                {
                    byte[][] results = board.Invoke([.. streams.Select((stream, i) => Next(stream, board.Inputs[i].Bytes))]);
                    instructions[frame] = board.Instructions;
                    for (int i = 0; i < results.Length; i++)
                    {
                        outputs[i].Write(results[i]);
                    }

                    tick();
                }

                return instructions;
            });
        }
        finally
        {
            Array.ForEach(streams, stream => stream.Dispose());
        }
    }

    private static byte[] Next(FileStream stream, int count)
    {
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Print(Terminal terminal, EmulateReport report)
    {
        string spread = report.MinInstructions == report.MaxInstructions
            ? string.Empty : $", {Words.Count(report.MinInstructions)} to {Words.Count(report.MaxInstructions)} in {Words.Plural(report.Frames, "inference")}";
        long others = report.Flash.Where(section => section.Content is null).Sum(section => section.Bytes);
        terminal.WriteFacts(
        [
            ("board", $"{report.Board}: {report.Core}, QEMU {report.Machine}"),
            ("instructions", $"{Words.Count(report.Instructions)} an inference{spread}"),
            ("RAM", Words.Bytes(report.RamBytes)),
            ("  arena", Words.Bytes(report.ArenaBytes)),
            ("  state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
            ("  heap", report.HeapBytes > 0 ? Words.Bytes(report.HeapBytes) : null),
            ("  stack", Words.Bytes(report.StackBytes)),
            ("flash", Words.Bytes(report.FlashBytes)),
            .. report.Flash.Where(section => section.Content is not null).Select(section => ($"  {section.Section}", (string?)$"{Words.Bytes(section.Bytes)}, {section.Content}")),
            ("  others", others > 0 ? Words.Bytes(others) : null),
            .. report.Outputs.Select((output, i) => (i == 0 ? "outputs" : " ", (string?)$"{output.File}: {output.Name} {output.Type} {Words.Shape(output.Shape)}")),
        ]);
    }
}
