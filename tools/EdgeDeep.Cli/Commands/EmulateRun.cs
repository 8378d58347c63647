using System.Globalization;
using System.Runtime.InteropServices;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on an emulated board with inputs from files and writes the bytes of its outputs.</summary>
/// <param name="context">The command.</param>
/// <param name="loaded">The model.</param>
/// <param name="plan">What runs: the model, or the model with its front end.</param>
/// <param name="profile">The board.</param>
/// <param name="options">How its program is built.</param>
/// <param name="folder">Folder for the outputs.</param>
internal sealed class EmulateRun(
    CommandContext context, LoadedModel loaded, Plan plan, EmulatedBoard profile, BoardOptions options, string folder)
{
    /// <summary>Runs the tensors of files; either every output file is written or none.</summary>
    public void RunTensors(string[] files, bool repeatFrames)
    {
        int frames = RawFrames.Count(loaded.Path, loaded.Inputs, files, repeatFrames);
        Run(RawFrames.Read(files, loaded.Inputs, frames), frames, null);
    }

    /// <summary>Feeds a sound through the model's front end on the board; outputs are those of all inferences.</summary>
    public void RunSound(string file)
    {
        FrameSchedule schedule = FrameSchedule.Of(plan)!;
        AudioClip clip = WavReader.Read(file).AtRate(schedule.SampleRate);
        short[] samples = new short[clip.Samples.Length];
        Pcm.FromFloat(clip.Samples, samples);
        int steps = samples.Length / schedule.Stride;
        IEnumerable<byte[][]> blocks = Enumerable.Range(0, steps)
            .Select(i => new[] { MemoryMarshal.AsBytes(samples.AsSpan(i * schedule.Stride, schedule.Stride)).ToArray() });
        Run(blocks, steps, (double)steps * schedule.Stride / schedule.SampleRate);
    }

    private void Run(IEnumerable<byte[][]> inputs, int steps, double? soundSeconds)
    {
        using Board board = Board.Start(
            profile, new Model(plan), options with { Name = Path.GetFileNameWithoutExtension(loaded.Path) }, context.Stop);
        string[] names = [.. loaded.Outputs.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"out{i}.bin"))];
        List<long> instructions;
        long total;
        using (OutputFiles outputs = new(folder, names))
        {
            (instructions, total) = context.Terminal.Track("Emulating", steps, tick => RunSteps(board, inputs, outputs, tick));
            if (instructions.Count == 0)
            {
                throw new CommandException($"The sound of {soundSeconds ?? 0:0.00} s is too short for an inference of {loaded.Path}; give a longer one.");
            }

            outputs.Commit();
        }

        EmulateReport report = EmulateReport.Of(loaded, profile, board, instructions, soundSeconds is { } seconds ? total / seconds : null, [.. names.Select(name => Path.Combine(folder, name))]);
        context.Report(report, CliJson.Default.EmulateReport, terminal => EmulateText.Print(terminal, report));
    }

    /// <summary>
    /// Makes all steps and returns the instructions of each inference, those of the steps that lead to it included, and of all
    /// steps.
    /// </summary>
    private static (List<long> Inferences, long Total) RunSteps(Board board, IEnumerable<byte[][]> inputs, OutputFiles outputs, Action tick)
    {
        List<long> instructions = [];
        long sum = 0, total = 0;
        foreach (byte[][] step in inputs)
        {
            byte[][]? answer = board.Step(step);
            sum += board.Instructions;
            total += board.Instructions;
            if (answer is not null)
            {
                for (int i = 0; i < answer.Length; i++)
                {
                    outputs[i].Write(answer[i]);
                }

                instructions.Add(sum);
                sum = 0;
            }

            tick();
        }

        return (instructions, total);
    }
}
