using System.Diagnostics;
using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on tensor bytes from files and writes the bytes of its outputs.</summary>
internal sealed class RawRun
{
    private readonly CommandContext _context;
    private readonly LoadedModel _loaded;
    private readonly Session _session;
    private readonly bool _repeatFrames;
    private readonly StepProfiler? _profiler;

    public RawRun(CommandContext context, LoadedModel loaded, bool repeatFrames, bool profile)
    {
        _context = context;
        _loaded = loaded;
        _repeatFrames = repeatFrames;
        _session = new Session(loaded.Int8());
        _profiler = profile ? Profiling.Start(_session, loaded.Int8()) : null;
    }

    /// <summary>Runs all frames; either every output file is written or none.</summary>
    public void Run(string[] inputs, string folder)
    {
        int frames = RawFrames.Count(_loaded.Path, _loaded.Inputs, inputs, _repeatFrames);
        IReadOnlyList<TensorInfo> infos = _loaded.Outputs;
        string[] names = [.. infos.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"out{i}.bin"))];
        double seconds;
        using (OutputFiles outputs = new(folder, names))
        {
            seconds = RunFrames(inputs, frames, outputs);
            outputs.Commit();
        }

        RawRunReport report = new(
            _loaded.Path,
            frames,
            [.. infos.Select((info, i) => new RawOutput(Path.Combine(folder, names[i]), info.Name, info.Type, info.Shape, info.Bytes * frames))],
            seconds * 1000 / frames,
            _profiler is null ? null : Profiling.Report(_profiler));
        _context.Report(report, CliJson.Default.RawRunReport, terminal => Print(terminal, report));
    }

    private double RunFrames(string[] inputs, int frames, OutputFiles outputs)
    {
        FileStream[] streams = [.. inputs.Select(path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))];
        try
        {
            return _context.Terminal.Track("Running", frames, tick =>
            {
                long ticks = 0;
                for (int frame = 0; frame < frames; frame++)
                {
                    _context.Stop.ThrowIfCancellationRequested();
                    for (int i = 0; i < streams.Length; i++)
                    {
                        streams[i].ReadExactly(_session.InputBytes(i));
                    }

                    long start = Stopwatch.GetTimestamp();
                    _session.Run();
                    ticks += Stopwatch.GetTimestamp() - start;
                    for (int i = 0; i < _session.OutputCount; i++)
                    {
                        outputs[i].Write(_session.OutputBytes(i));
                    }

                    tick();
                }

                return Stopwatch.GetElapsedTime(0, ticks).TotalSeconds;
            });
        }
        finally
        {
            Array.ForEach(streams, stream => stream.Dispose());
        }
    }

    private static void Print(Terminal terminal, RawRunReport report)
    {
        foreach (RawOutput output in report.Outputs)
        {
            terminal.Out.WriteLine($"{output.File}: {output.Name} {output.Type} {Words.Shape(output.Shape)}, {Words.Plural(report.Frames, "frame")}, {Words.Bytes(output.Bytes)}");
        }

        Profiling.Print(terminal, report.Steps);
    }
}
