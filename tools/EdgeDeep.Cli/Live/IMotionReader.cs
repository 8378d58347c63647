using EdgeDeep.Cli.Reports;
using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Cli.Live;

/// <summary>Finds events in a stream of accelerations.</summary>
internal interface IMotionReader
{
    /// <summary>Axes of a moment.</summary>
    int Axes { get; }

    /// <summary>How often the model has run.</summary>
    long Looks { get; }

    /// <summary>Takes the next moments and adds what happened.</summary>
    void Accept(ReadOnlySpan<float> samples, ICollection<MotionEvent> events);
}

/// <summary>Gestures.</summary>
internal sealed class GestureReader(GestureRecognizer recognizer) : IMotionReader
{
    private readonly List<Gesture> _gestures = [];

    public int Axes => recognizer.Axes;

    public long Looks => recognizer.Looks;

    public void Accept(ReadOnlySpan<float> samples, ICollection<MotionEvent> events)
    {
        _gestures.Clear();
        recognizer.Accept(samples, _gestures);
        _gestures.ForEach(gesture => events.Add(new MotionEvent(Math.Round(gesture.Seconds, 2), "gesture", gesture.Label, gesture.Probability)));
    }
}

/// <summary>Beginnings and ends of unusual vibrations.</summary>
internal sealed class AnomalyReader(VibrationMonitor monitor) : IMotionReader
{
    private readonly List<VibrationEvent> _changes = [];

    public int Axes => monitor.Axes;

    public long Looks => monitor.Looks;

    public void Accept(ReadOnlySpan<float> samples, ICollection<MotionEvent> events)
    {
        _changes.Clear();
        monitor.Accept(samples, _changes);
        _changes.ForEach(change => events.Add(new MotionEvent(Math.Round(change.Seconds, 2), change.IsAnomaly ? "anomaly" : "normal", change.IsAnomaly ? "anomaly" : "normal", change.Score)));
    }
}

/// <summary>Scores of every whole second of a recording.</summary>
internal static class ScoreCollector
{
    /// <summary>Adds them to a list.</summary>
    public static void Collect(AnomalyDetector detector, double rate, float[] samples, List<double> scores)
    {
        VibrationMonitor monitor = new(detector, rate, int.MaxValue);
        int second = (int)Math.Round(rate) * monitor.Axes;
        for (int at = 0; at + second <= samples.Length; at += second)
        {
            monitor.Accept(samples.AsSpan(at, second), []);
            scores.Add(monitor.Score);
        }
    }
}
