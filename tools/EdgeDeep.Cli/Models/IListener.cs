using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.WakeWords;

namespace EdgeDeep.Cli.Models;

/// <summary>Hears words in a stream of sound.</summary>
internal interface IListener
{
    /// <summary>Samples a second that <see cref="Accept"/> takes.</summary>
    int SampleRate { get; }

    /// <summary>What it can hear.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>How many times the model has run.</summary>
    int Looks { get; }

    /// <summary>Looks that were left out because nobody spoke.</summary>
    int Skipped => 0;

    /// <summary>Takes the next samples and adds the words that were heard.</summary>
    void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard);
}

/// <summary>A classifier that looks at the last window of sound again and again.</summary>
internal sealed class WordListener(KeywordSpotter spotter) : IListener
{
    public int SampleRate => spotter.SampleRate;

    public IReadOnlyList<string> Words => spotter.Labels;

    public int Looks => spotter.Looks;

    public void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard) => spotter.Accept(samples, heard);
}

/// <summary>A classifier that looks only while somebody speaks, or has just spoken.</summary>
internal sealed class GatedListener(KeywordSpotter spotter, VoiceGate gate) : IListener
{
    // The gate decides for every 32 ms.
    private const int Piece = 512;

    public int SampleRate => spotter.SampleRate;

    public IReadOnlyList<string> Words => spotter.Labels;

    public int Looks => spotter.Looks;

    public int Skipped => spotter.Skipped;

    public void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard)
    {
        for (int at = 0; at < samples.Length; at += Piece)
        {
            ReadOnlySpan<float> piece = samples.Slice(at, Math.Min(Piece, samples.Length - at));
            gate.Accept(piece);
            spotter.IsAsleep = !gate.IsOpen;
            spotter.Accept(piece, heard);
        }
    }
}

/// <summary>A model that hears one phrase frame by frame and keeps the past as its state.</summary>
internal sealed class PhraseListener(WakeWordDetector detector, string phrase) : IListener
{
    private readonly List<WakeWordDetection> _heard = [];

    public int SampleRate => detector.SampleRate;

    public IReadOnlyList<string> Words { get; } = [phrase];

    public int Looks => (int)detector.Frames;

    public void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard)
    {
        _heard.Clear();
        detector.Accept(samples, _heard);
        foreach (WakeWordDetection detection in _heard)
        {
            heard.Add(new KeywordDetection(phrase, detection.Seconds, detection.Probability));
        }
    }
}

/// <summary>An unmodified microWakeWord model with its manifest.</summary>
internal sealed class MicroWakeWordListener(WakeWord wakeWord, string phrase) : IListener
{
    private readonly List<WakeWordDetection> _heard = [];

    public int SampleRate => wakeWord.SampleRate;

    public IReadOnlyList<string> Words { get; } = [phrase];

    public int Looks => wakeWord.Looks;

    public void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard)
    {
        _heard.Clear();
        wakeWord.Accept(samples, _heard);
        foreach (WakeWordDetection detection in _heard)
        {
            heard.Add(new KeywordDetection(phrase, detection.Seconds, detection.Probability));
        }
    }
}
