using System.Diagnostics;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Live;

/// <summary>A line that moves with the loudness; drawn on screens only.</summary>
internal sealed class LevelMeter : IDisposable
{
    private const int Width = 40;
    private const double Quietest = -60;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly bool _isOn;
    private long _last;
    private double _sum;
    private int _samples;

    public LevelMeter(Terminal terminal, bool isJson)
    {
        _terminal = terminal;
        _isOn = terminal.ErrorIsScreen && !isJson;
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>Takes the next samples.</summary>
    public void Show(ReadOnlySpan<float> samples)
    {
        if (!_isOn)
        {
            return;
        }

        foreach (float sample in samples)
        {
            _sum += sample * sample;
        }

        _samples += samples.Length;
        if (Stopwatch.GetElapsedTime(_last) < Every || _samples == 0)
        {
            return;
        }

        double decibels = Math.Max(Quietest, 10 * Math.Log10((_sum / _samples) + 1e-12));
        int filled = (int)Math.Round(Width * (1 - (decibels / Quietest)));
        _terminal.Error.Write(FormattableString.Invariant($"\r{decibels,5:0} dB |{new string('#', filled)}{new string(' ', Width - filled)}|"));
        (_sum, _samples, _last) = (0, 0, Stopwatch.GetTimestamp());
    }

    /// <summary>Makes room for another line.</summary>
    public void Clear()
    {
        if (_isOn)
        {
            _terminal.Error.Write($"\r{new string(' ', Width + 12)}\r");
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose() => Clear();
}
