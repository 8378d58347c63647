using System.Diagnostics;
using System.Text.Json;
using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Devices.Services;
using EdgeDeep.Perception.Keywords;

namespace EdgeDeep.Cli.Live;

/// <summary>Words heard from a microphone while they are spoken, until the sound ends or Ctrl-C.</summary>
/// <param name="context">The command.</param>
/// <param name="listener">The model.</param>
/// <param name="onEvent">The user's command; null for none.</param>
internal sealed class LiveListening(CommandContext context, IListener listener, EventCommand? onEvent)
{
    private readonly Latencies _latencies = new();
    private readonly List<KeywordDetection> _heard = [];
    private readonly ServiceNotifier _service = ServiceNotifier.FromEnvironment();
    private int _words;

    /// <summary>Listens.</summary>
    /// <param name="microphone">The source.</param>
    /// <param name="name">What the source is, for people.</param>
    public async Task RunAsync(Microphone microphone, string name)
    {
        long start = Stopwatch.GetTimestamp(), samples = 0, working = 0;
        using LevelMeter meter = new(context.Terminal, context.IsJson);
        await foreach (AudioBlock block in microphone.ReadAsync(context.Stop).ConfigureAwait(false))
        {
            if (samples == 0)
            {
                context.Say("note", $"listening to {name}; Ctrl-C ends.");
                _service.Ready($"listening to {name}");
            }

            long begun = Stopwatch.GetTimestamp();
            _heard.Clear();
            listener.Accept(block.Samples, _heard);
            working += Stopwatch.GetTimestamp() - begun;
            samples += block.Samples.Length;
            meter.Show(block.Samples);
            _heard.ForEach(word => Tell(word, meter));
            _latencies.Add(block.Arrived);
            _service.Alive();
        }

        if (!context.Stop.IsCancellationRequested)
        {
            // A word at the very end is decided by the silence after it.
            _heard.Clear();
            listener.Accept(new float[listener.SampleRate], _heard);
            _heard.ForEach(word => Tell(word, meter));
        }

        _service.Stopping();
        onEvent?.Dispose();
        Report(microphone, samples / (double)microphone.SampleRate, Stopwatch.GetElapsedTime(0, working).TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Tell(KeywordDetection word, LevelMeter meter)
    {
        _words++;
        HeardWord heard = new(Math.Round(word.Seconds, 2), word.Label, word.Probability);
        meter.Clear();
        context.Terminal.Out.WriteLine(context.IsJson
            ? JsonSerializer.Serialize(heard, LineJson.Default.HeardWord)
            : FormattableString.Invariant($"{heard.Seconds,8:0.00} s  {Words.Percent(heard.Probability),9}  {heard.Label}"));
        context.Terminal.Out.Flush();
        _service.Status(FormattableString.Invariant($"heard '{heard.Label}' at {heard.Seconds:0.0} s, {_words} words so far"));
        onEvent?.Run(("EVENT", "word"), ("LABEL", heard.Label), ("PROBABILITY", FormattableString.Invariant($"{heard.Probability:0.0000}")), ("SECONDS", FormattableString.Invariant($"{heard.Seconds:0.00}")));
    }

    private void Report(Microphone microphone, double seconds, double working, double passed)
    {
        LiveReport report = new(
            Math.Round(seconds, 2), Math.Round(passed, 2), _words, listener.Looks, microphone.Dropped, microphone.Overruns, microphone.Restarts,
            _latencies.Quantile(0.5), _latencies.Quantile(0.99), Math.Round(working / Math.Max(seconds, 1e-3), 5), onEvent?.Skipped ?? 0, onEvent?.Failed ?? 0)
        {
            SkippedLooks = listener.Skipped,
        };
        if (context.IsJson)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(report, LineJson.Default.LiveReport));
            return;
        }

        context.Terminal.WriteFacts(
            ("heard", FormattableString.Invariant($"{Words.Plural(report.Words, "word")} in {report.Seconds:0.0} s of sound")),
            ("lost", $"{Words.Plural((int)Math.Min(int.MaxValue, report.DroppedSamples), "sample")} dropped here, {report.Overruns} overruns of the device, {report.Restarts} restarts"),
            ("delay", FormattableString.Invariant($"half of the blocks within {report.MedianMilliseconds:0.##} ms, 99 % within {report.P99Milliseconds:0.##} ms of their arrival")),
            ("work", FormattableString.Invariant($"{report.Load:0.00 %} of the sound's time")),
            ("looks", report.SkippedLooks > 0 ? $"{report.Looks}, and {report.SkippedLooks} left out because nobody spoke" : null),
            ("events", report.SkippedEvents + report.FailedEvents > 0 ? $"{report.SkippedEvents} came while the command of --on-event still ran, {report.FailedEvents} ended with an error" : null));
    }
}
