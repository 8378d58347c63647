using System.Diagnostics;
using System.Text.Json;
using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Services;
using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Cli.Live;

/// <summary>Events of a motion sensor while they happen, until Ctrl-C, or of recordings one after the other.</summary>
/// <param name="context">The command.</param>
/// <param name="reader">The model.</param>
/// <param name="onEvent">The user's command; null for none.</param>
/// <param name="rate">Moments a second.</param>
internal sealed class LiveSensing(CommandContext context, IMotionReader reader, EventCommand? onEvent, double rate)
{
    private readonly Latencies _latencies = new();
    private readonly List<MotionEvent> _happened = [];
    private readonly ServiceNotifier _service = ServiceNotifier.FromEnvironment();
    private long _moments, _working;
    private int _events;

    /// <summary>Goes through recordings as one stream.</summary>
    public void Run(IReadOnlyList<string> files)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (string file in files)
        {
            context.Stop.ThrowIfCancellationRequested();
            Accept(MotionTable.Read(file));
        }

        Report(0, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Listens to a sensor.</summary>
    /// <param name="sensor">The source.</param>
    /// <param name="name">What it is, for people.</param>
    public async Task RunAsync(MotionSensor sensor, string name)
    {
        long start = Stopwatch.GetTimestamp();
        await foreach (MotionBlock block in sensor.ReadAsync(context.Stop).ConfigureAwait(false))
        {
            if (_moments == 0)
            {
                context.Say("note", FormattableString.Invariant($"sensing with {name}, {sensor.SampleRate:0.##} moments a second; Ctrl-C ends."));
                _service.Ready($"sensing with {name}");
            }

            Accept(block.Samples);
            _latencies.Add(block.Arrived);
            _service.Alive();
        }

        _service.Stopping();
        Report(sensor.Overflows, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Accept(ReadOnlySpan<float> samples)
    {
        long begun = Stopwatch.GetTimestamp();
        _happened.Clear();
        reader.Accept(samples, _happened);
        _working += Stopwatch.GetTimestamp() - begun;
        _moments += samples.Length / reader.Axes;
        _happened.ForEach(Tell);
    }

    private void Tell(MotionEvent happened)
    {
        _events++;
        context.Terminal.Out.WriteLine(context.IsJson
            ? JsonSerializer.Serialize(happened, LineJson.Default.MotionEvent)
            : FormattableString.Invariant($"{happened.Seconds,8:0.00} s  {(happened.Event == "gesture" ? Words.Percent(happened.Score) : Words.Real((float)happened.Score)),9}  {happened.Label}"));
        context.Terminal.Out.Flush();
        _service.Status(FormattableString.Invariant($"'{happened.Label}' at {happened.Seconds:0.0} s, {_events} events so far"));
        onEvent?.Run(("EVENT", happened.Event), ("LABEL", happened.Label), ("SCORE", FormattableString.Invariant($"{happened.Score:0.0000}")), ("SECONDS", FormattableString.Invariant($"{happened.Seconds:0.00}")));
    }

    private void Report(int overflows, double passed)
    {
        onEvent?.Dispose();
        double seconds = _moments / rate;
        SenseReport report = new(
            Math.Round(seconds, 2), Math.Round(passed, 2), _events, reader.Looks, overflows, _latencies.Quantile(0.5), _latencies.Quantile(0.99),
            Math.Round(Stopwatch.GetElapsedTime(0, _working).TotalSeconds / Math.Max(seconds, 1e-3), 6), onEvent?.Skipped ?? 0, onEvent?.Failed ?? 0);
        if (context.IsJson)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(report, LineJson.Default.SenseReport));
            return;
        }

        context.Terminal.WriteFacts(
            ("sensed", FormattableString.Invariant($"{Words.Plural(report.Events, "event")} in {report.Seconds:0.0} s of motion, {report.Looks} looks")),
            ("lost", $"{Words.Plural(report.Overflows, "overflow")} of the sensor's memory"),
            ("delay", report.P99Milliseconds > 0 ? FormattableString.Invariant($"half of the blocks within {report.MedianMilliseconds:0.##} ms, 99 % within {report.P99Milliseconds:0.##} ms of being read") : null),
            ("work", FormattableString.Invariant($"{report.Load:0.000 %} of the motion's time")),
            ("events", report.SkippedEvents + report.FailedEvents > 0 ? $"{report.SkippedEvents} came while the command of --on-event still ran, {report.FailedEvents} ended with an error" : null));
    }
}
