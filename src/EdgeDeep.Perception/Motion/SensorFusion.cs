namespace EdgeDeep.Perception.Motion;

/// <summary>One of the sensors that are joined.</summary>
/// <param name="Name">For people.</param>
/// <param name="Values">Numbers of each moment, at least 1.</param>
/// <param name="Rate">Moments a second that a joined window has, above 0.</param>
public sealed record FusedSensor(string Name, int Values, double Rate);

/// <summary>What all sensors measured in the same time.</summary>
/// <param name="Start">Time of its beginning in seconds, by the sensors' clock.</param>
/// <param name="Values">For each sensor its moments one after the other; the arrays are used again for the next window.</param>
public readonly record struct FusedWindow(double Start, IReadOnlyList<float[]> Values);

/// <summary>
/// Joins sensors of different rates by their time stamps: windows of one time, every sensor brought to its own even rate by interpolation between
/// neighbouring moments. A window with a gap in one sensor is left out and counted; when a clock jumps, everything before is forgotten and counted.
/// Not safe for several threads at once.
/// </summary>
public sealed class SensorFusion
{
    private readonly FusedSensor[] _sensors;
    private readonly List<(double Time, float[] Values)>[] _moments;
    private readonly float[][] _window;
    private readonly double _length, _step, _gap;
    private double _next = double.NaN;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="sensors">The sensors, at least one.</param>
    /// <param name="length">Seconds of a window, above 0.</param>
    /// <param name="step">Seconds from one window to the next, above 0.</param>
    /// <param name="gap">Seconds without a moment that are a gap; time that goes back, or forward by more than a window and a gap, is a jump.</param>
    /// <exception cref="InputException">A number is out of range.</exception>
    public SensorFusion(IReadOnlyList<FusedSensor> sensors, double length, double step, double gap)
    {
        if (sensors.Count == 0 || !(length > 0) || !(step > 0) || !(gap > 0) || sensors.Any(sensor => sensor.Values < 1 || !(sensor.Rate > 0)))
        {
            throw new InputException("Sensors are joined in windows, steps and gaps above 0 seconds, each with a rate above 0 and at least one value.");
        }

        (_sensors, _length, _step, _gap) = ([.. sensors], length, step, gap);
        _moments = [.. sensors.Select(_ => new List<(double, float[])>())];
        _window = [.. sensors.Select(sensor => new float[sensor.Values * Math.Max(1, (int)Math.Round(length * sensor.Rate))])];
    }

    /// <summary>Windows that were left out because a sensor was silent in them.</summary>
    public int Gaps { get; private set; }

    /// <summary>How often a clock jumped.</summary>
    public int Jumps { get; private set; }

    /// <summary>Takes a moment of a sensor.</summary>
    /// <param name="sensor">Its number.</param>
    /// <param name="time">Seconds, by a clock that all sensors share.</param>
    /// <param name="values">As many values as the sensor has.</param>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    public void Add(int sensor, double time, ReadOnlySpan<float> values)
    {
        if (values.Length != _sensors[sensor].Values)
        {
            throw new ArgumentException($"'{_sensors[sensor].Name}' has {_sensors[sensor].Values} values a moment, not {values.Length}.", nameof(values));
        }

        List<(double Time, float[] Values)> moments = _moments[sensor];
        if (!double.IsFinite(time) || (moments.Count > 0 && (time < moments[^1].Time || time > moments[^1].Time + _length + _gap)))
        {
            // Nothing tells how the times of before relate to those of now.
            Array.ForEach(_moments, list => list.Clear());
            _next = double.NaN;
            Jumps++;
        }

        if (double.IsFinite(time))
        {
            moments.Add((time, values.ToArray()));
        }
    }

    /// <summary>The next window that all sensors have reached the end of; valid until the next call.</summary>
    /// <param name="window">The window.</param>
    /// <returns>False where more moments are needed.</returns>
    public bool TryNext(out FusedWindow window)
    {
        window = default;
        while (_moments.All(list => list.Count > 0))
        {
            _next = double.IsNaN(_next) ? _moments.Max(list => list[0].Time) : _next;
            if (_moments.Any(list => list[^1].Time < _next + _length))
            {
                return false;
            }

            double start = _next;
            bool isWhole = true;
            for (int i = 0; i < _sensors.Length; i++)
            {
                isWhole &= Fill(i, start);
            }

            _next += _step;
            Array.ForEach(_moments, Forget);
            if (isWhole)
            {
                window = new FusedWindow(start, _window);
                return true;
            }

            Gaps++;
        }

        return false;
    }

    /// <summary>Interpolates a sensor's moments; false where two neighbours are too far apart.</summary>
    private bool Fill(int sensor, double start)
    {
        List<(double Time, float[] Values)> moments = _moments[sensor];
        int values = _sensors[sensor].Values, count = _window[sensor].Length / values, at = 0;
        for (int i = 0; i < count; i++)
        {
            double time = start + (i / _sensors[sensor].Rate);
            while (at + 1 < moments.Count && moments[at + 1].Time <= time)
            {
                at++;
            }

            (double Time, float[] Values) before = moments[at], after = moments[Math.Min(at + 1, moments.Count - 1)];
            double distance = after.Time - before.Time;
            if (distance > _gap || before.Time > time + 1e-9)
            {
                return false;
            }

            float share = distance > 0 ? (float)((time - before.Time) / distance) : 0;
            for (int k = 0; k < values; k++)
            {
                _window[sensor][(i * values) + k] = float.Lerp(before.Values[k], after.Values[k], share);
            }
        }

        return true;
    }

    /// <summary>Drops what lies before the next window, but for the moment in front of it.</summary>
    private void Forget(List<(double Time, float[] Values)> moments)
    {
        int old = moments.FindIndex(moment => moment.Time > _next);
        if (old > 1)
        {
            moments.RemoveRange(0, old - 1);
        }
    }
}
