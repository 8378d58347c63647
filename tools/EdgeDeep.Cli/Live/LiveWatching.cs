using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Devices.Services;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Live;

/// <summary>Looks through a camera until it ends or Ctrl-C; tells what comes and what goes.</summary>
/// <param name="context">The command.</param>
/// <param name="reader">The model.</param>
internal sealed class LiveWatching(CommandContext context, IPictureReader reader)
{
    /// <summary>Something is there, or gone, after so many pictures that say so.</summary>
    private const int Steady = 2;

    private readonly Latencies _latencies = new();
    private readonly ServiceNotifier _service = ServiceNotifier.FromEnvironment();
    private readonly Dictionary<string, (bool IsThere, int Doubts)> _known = [];
    private int _events, _written;

    /// <summary>The user's command; null for none.</summary>
    public EventCommand? OnEvent { get; init; }

    /// <summary>The page; null for none.</summary>
    public PicturePage? Page { get; init; }

    /// <summary>Folder for annotated pictures; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>Watches.</summary>
    /// <param name="camera">The source.</param>
    /// <param name="name">What the source is, for people.</param>
    public async Task RunAsync(Camera camera, string name)
    {
        long start = Stopwatch.GetTimestamp(), frames = 0, working = 0;
        await foreach (CameraFrame frame in camera.ReadAsync(context.Stop).ConfigureAwait(false))
        {
            if (frames++ == 0)
            {
                context.Say("note", $"watching {name}{(Page is null ? string.Empty : $" on {Page.Address}")}; Ctrl-C ends.");
                _service.Ready($"watching {name}");
            }

            long begun = Stopwatch.GetTimestamp();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Sight sight = reader.Read(frame.Picture, seconds);
            working += Stopwatch.GetTimestamp() - begun;
            bool isNew = Compare(sight, Stopwatch.GetElapsedTime(start).TotalSeconds, frame.Name);
            if (sight.Unlocked is { } person)
            {
                Tell("unlocked", person, sight.Best[sight.Labels.ToList().IndexOf(person)], seconds, frame.Name);
            }

            Show(frame, sight, isNew);
            _latencies.Add(frame.Arrived);
            _service.Alive();
        }

        _service.Stopping();
        OnEvent?.Dispose();
        Report(camera, frames, Stopwatch.GetElapsedTime(start).TotalSeconds, Stopwatch.GetElapsedTime(0, working).TotalMilliseconds);
    }

    /// <summary>Tells what came and what went; files are told each for itself.</summary>
    private bool Compare(Sight sight, double seconds, string? file)
    {
        if (file is not null)
        {
            for (int i = 0; i < sight.Labels.Count; i++)
            {
                Tell("seen", sight.Labels[i], sight.Best[i], seconds, file);
            }

            return sight.Labels.Count > 0;
        }

        bool hasNew = false;
        foreach (string label in sight.Labels.Union(_known.Keys).ToArray())
        {
            int index = sight.Labels.ToList().IndexOf(label);
            (bool isThere, int doubts) = _known.GetValueOrDefault(label);
            doubts = index >= 0 == isThere ? 0 : doubts + 1;
            if (doubts >= Steady)
            {
                (isThere, doubts) = (!isThere, 0);
                hasNew |= isThere;
                Tell(isThere ? "came" : "went", label, index >= 0 ? sight.Best[index] : 0, seconds, null);
            }

            _known[label] = (isThere, doubts);
        }

        return hasNew;
    }

    private void Tell(string what, string label, float score, double seconds, string? file)
    {
        _events++;
        SightEvent seen = new(Math.Round(seconds, 2), what, reader.Kind, label, MathF.Round(score, 4), file);
        context.Terminal.Out.WriteLine(context.IsJson
            ? JsonSerializer.Serialize(seen, LineJson.Default.SightEvent)
            : FormattableString.Invariant($"{seen.Seconds,8:0.00} s  {what,-5} {label}{(what == "went" ? string.Empty : $" ({score:0.00})")}{(file is null ? string.Empty : $"  {file}")}"));
        context.Terminal.Out.Flush();
        _service.Status($"{label} {what}, {_events} events so far");
        OnEvent?.Run(("EVENT", what), ("LABEL", label), ("PROBABILITY", FormattableString.Invariant($"{score:0.0000}")), ("SECONDS", FormattableString.Invariant($"{seconds:0.00}")));
    }

    private void Show(CameraFrame frame, Sight sight, bool isNew)
    {
        bool isWritten = Output is not null && isNew, isShown = Page is { IsWatched: true };
        if (!isWritten && !isShown)
        {
            return;
        }

        Picture drawn = Annotator.Draw(frame.Picture, sight.Drawing);
        if (isShown)
        {
            Page!.Show(PictureWriter.Jpeg(drawn));
        }

        if (isWritten)
        {
            _written++;
            string name = frame.Name is null ? frame.Number.ToString("000000", CultureInfo.InvariantCulture) : Path.GetFileNameWithoutExtension(frame.Name);
            using OutputFiles file = new(Output!, [$"{_written.ToString("0000", CultureInfo.InvariantCulture)}-{name}.jpg"]);
            file[0].Write(PictureWriter.Jpeg(drawn));
            file.Commit();
        }
    }

    private void Report(Camera camera, long frames, double seconds, double milliseconds)
    {
        WatchReport report = new(
            frames, Math.Round(seconds, 2), _events, camera.Dropped, camera.Restarts, _latencies.Quantile(0.5), _latencies.Quantile(0.99),
            Math.Round(milliseconds / Math.Max(1, frames), 2), _written, OnEvent?.Skipped ?? 0, OnEvent?.Failed ?? 0);
        if (context.IsJson)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(report, LineJson.Default.WatchReport));
            return;
        }

        context.Terminal.WriteFacts(
            ("seen", FormattableString.Invariant($"{Words.Plural((int)Math.Min(int.MaxValue, frames), "picture")} in {report.Seconds:0.0} s, {Words.Plural(report.Events, "event")}")),
            ("lost", $"{report.DroppedFrames} pictures dropped, {report.Restarts} restarts"),
            ("delay", FormattableString.Invariant($"half of the pictures within {report.MedianMilliseconds:0.##} ms, 99 % within {report.P99Milliseconds:0.##} ms of their arrival")),
            ("work", FormattableString.Invariant($"{report.WorkMilliseconds:0.##} ms a picture")),
            ("written", Output is null ? null : $"{Words.Plural(report.Written, "picture")} in {Output}"),
            ("events", report.SkippedEvents + report.FailedEvents > 0 ? $"{report.SkippedEvents} came while the command of --on-event still ran, {report.FailedEvents} ended with an error" : null));
    }
}
