using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>How it went to listen live.</summary>
/// <param name="Seconds">Sound that was heard.</param>
/// <param name="Passed">Time that passed.</param>
/// <param name="Words">Words heard.</param>
/// <param name="Looks">Runs of the model.</param>
/// <param name="DroppedSamples">Samples dropped because the model was too slow.</param>
/// <param name="Overruns">Losses that the device told of.</param>
/// <param name="Restarts">How often the device was opened again.</param>
/// <param name="MedianMilliseconds">From a block's arrival to the model's answer: half of the blocks.</param>
/// <param name="P99Milliseconds">The same for 99 of 100 blocks.</param>
/// <param name="Load">Time of computing divided by the sound's time.</param>
/// <param name="SkippedEvents">Events during which the user's command still ran.</param>
/// <param name="FailedEvents">Runs of the user's command that ended with an error.</param>
internal sealed record LiveReport(
    double Seconds, double Passed, int Words, int Looks, long DroppedSamples, int Overruns, int Restarts,
    double MedianMilliseconds, double P99Milliseconds, double Load, int SkippedEvents, int FailedEvents)
{
    /// <summary>Looks that were left out because nobody spoke.</summary>
    public int SkippedLooks { get; init; }
}

/// <summary>Something that a camera saw.</summary>
/// <param name="Seconds">Time since the start.</param>
/// <param name="Event"><c>came</c>, <c>went</c> or <c>unlocked</c>; <c>seen</c> on a file.</param>
/// <param name="Kind"><c>face</c> or <c>class</c>.</param>
/// <param name="Label">Whose face, or which class.</param>
/// <param name="Score">Similarity or probability.</param>
/// <param name="File">The picture file; null for cameras and videos.</param>
internal sealed record SightEvent(double Seconds, string Event, string Kind, string Label, float Score, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? File);

/// <summary>How it went to watch.</summary>
internal sealed record WatchReport(
    long Frames, double Seconds, int Events, long DroppedFrames, int Restarts, double MedianMilliseconds, double P99Milliseconds,
    double WorkMilliseconds, int Written, int SkippedEvents, int FailedEvents);

/// <summary>Something that a motion sensor felt.</summary>
/// <param name="Seconds">Time since the start.</param>
/// <param name="Event"><c>gesture</c>, <c>anomaly</c> or <c>normal</c>.</param>
/// <param name="Label">The gesture; else the event.</param>
/// <param name="Score">Its probability; for a vibration its score.</param>
internal sealed record MotionEvent(double Seconds, string Event, string Label, double Score);

/// <summary>How it went to sense motion; times and shares as in <see cref="LiveReport"/>.</summary>
internal sealed record SenseReport(
    double Seconds, double Passed, int Events, long Looks, int Overflows, double MedianMilliseconds, double P99Milliseconds, double Load, int SkippedEvents, int FailedEvents);

/// <summary>A word that was heard for a client.</summary>
internal sealed record WakeEvent(string Word);

/// <summary>How a wake word service went.</summary>
/// <param name="Connections">Clients that were served.</param>
/// <param name="Refused">Clients that were turned away because there were too many.</param>
/// <param name="Broken">Connections that ended in the middle of something, or whose client did not speak the protocol.</param>
/// <param name="Detections">Words heard.</param>
/// <param name="Seconds">Sound that was heard.</param>
internal sealed record WakeServiceReport(int Connections, int Refused, int Broken, long Detections, double Seconds);

/// <summary>Documents of one line each, for streams of events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(HeardWord))]
[JsonSerializable(typeof(LiveReport))]
[JsonSerializable(typeof(SightEvent))]
[JsonSerializable(typeof(MotionEvent))]
[JsonSerializable(typeof(SenseReport))]
[JsonSerializable(typeof(WakeEvent))]
[JsonSerializable(typeof(WakeServiceReport))]
[JsonSerializable(typeof(WatchReport))]
internal sealed partial class LineJson : JsonSerializerContext;

/// <summary>Clips that were recorded.</summary>
internal sealed record RecordReport(string Label, IReadOnlyList<string> Files);
