namespace EdgeDeep.Perception.Motion;

/// <summary>A vibration became unusual, or usual again.</summary>
/// <param name="IsAnomaly">Whether it became unusual.</param>
/// <param name="Seconds">End of the second that decided it, counted from the first sample.</param>
/// <param name="Score">The score of that second.</param>
public readonly record struct VibrationEvent(bool IsAnomaly, double Seconds, double Score);

/// <summary>Watches a stream of accelerations second by second; several unusual seconds in a row are an anomaly, as many usual ones end it.</summary>
public sealed class VibrationMonitor
{
    private readonly AnomalyDetector _detector;
    private readonly VibrationSpectrum _spectrum = new();
    private readonly float[] _second, _features;
    private readonly int _axes, _needed;
    private readonly double _sampleRate;
    private int _filled, _row;
    private long _seconds;

    /// <summary>Prepares a monitor.</summary>
    /// <param name="detector">Scores spectra of as many axes as its input has bands for.</param>
    /// <param name="sampleRate">Moments a second, at least <see cref="VibrationSpectrum.Piece"/>; the rate that the model was trained at.</param>
    /// <param name="needed">Seconds in a row that begin and end an anomaly, at least 1.</param>
    /// <exception cref="InputException">The model takes no such spectra, or the rate is too low.</exception>
    public VibrationMonitor(AnomalyDetector detector, double sampleRate, int needed = 3)
    {
        int moments = (int)Math.Round(sampleRate);
        (_detector, _sampleRate, _needed, _axes) = (detector, sampleRate, needed, detector.Features / VibrationSpectrum.Bands);
        if (_axes == 0 || _axes * VibrationSpectrum.Bands != detector.Features || moments < VibrationSpectrum.Piece)
        {
            throw new InputException(FormattableString.Invariant($"A vibration is watched with a model of {VibrationSpectrum.Bands} values an axis and at least {VibrationSpectrum.Piece} moments a second; this model takes {detector.Features} values and the rate is {sampleRate}."));
        }

        _second = new float[moments * _axes];
        _features = new float[detector.Features];
    }

    /// <summary>Axes of a moment.</summary>
    public int Axes => _axes;

    /// <summary>Whether the last seconds were unusual.</summary>
    public bool IsAnomaly { get; private set; }

    /// <summary>Seconds that were scored.</summary>
    public long Looks => _seconds;

    /// <summary>The score of the last second.</summary>
    public double Score { get; private set; }

    /// <summary>Takes the next samples; allocates nothing but the list of events.</summary>
    /// <param name="samples">Accelerations in g, the axes of each moment side by side; whole moments.</param>
    /// <param name="events">Receives what changed.</param>
    public void Accept(ReadOnlySpan<float> samples, ICollection<VibrationEvent> events)
    {
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, _second.Length - _filled);
            samples[..count].CopyTo(_second.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled == _second.Length)
            {
                _filled = 0;
                Look(events);
            }
        }
    }

    private void Look(ICollection<VibrationEvent> events)
    {
        _spectrum.Compute(_second, _axes, _features);
        Score = _detector.Score(_features);
        _seconds++;
        _row = Score > _detector.Threshold == IsAnomaly ? 0 : _row + 1;
        if (_row == _needed)
        {
            _row = 0;
            IsAnomaly = !IsAnomaly;
            events.Add(new VibrationEvent(IsAnomaly, _seconds * _second.Length / _axes / _sampleRate, Score));
        }
    }
}
