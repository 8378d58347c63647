using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Tells whether somebody has spoken lately, by a streaming voice activity model (Silero VAD: one probability for every 32 ms), so that a larger model
/// need not run in silence. Not safe for several threads at once.
/// </summary>
public sealed class VoiceGate
{
    private readonly Session _session;
    private readonly WaveformSpec _spec;
    private readonly float[] _frame, _probability = new float[1];
    private readonly long _hold;
    private readonly float _threshold;
    private int _filled;
    private long _samples, _openUntil;

    /// <summary>Prepares a gate.</summary>
    /// <param name="model">A model from consecutive pieces of sound, with state, to one probability of speech.</param>
    /// <param name="holdSeconds">How long after speech the gate stays open; at least as long as the window of the model behind it.</param>
    /// <param name="threshold">The probability that is speech, above 0 to 1.</param>
    /// <exception cref="InputException">The model is of another kind.</exception>
    public VoiceGate(Model model, double holdSeconds, float threshold = 0.5f)
    {
        _session = new Session(model);
        _spec = model.Plan.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) && PreprocessingSpec.Parse(text) is WaveformSpec { Hop: > 0 } spec
            && _session.InputCount == 1 && _session.InputInfo(0).Elements == spec.Length && _session.OutputInfo(0).Elements == 1
            ? spec
            : throw new InputException("The gate needs a model that tells speech from silence in pieces of sound, such as silero-vad; this one is of another kind.");
        if (threshold is not (> 0 and <= 1) || !(holdSeconds >= 0))
        {
            throw new InputException("The gate's threshold must be above 0 and at most 1, and it cannot stay open for less than no time.");
        }

        (_threshold, _hold) = (threshold, (long)(holdSeconds * SampleRate));
        _frame = new float[_spec.Length];
        _filled = _spec.Length - _spec.Hop;
    }

    /// <summary>Samples a second of the sound that <see cref="Accept"/> takes.</summary>
    public int SampleRate => _spec.SampleRate;

    /// <summary>Whether there was speech in the last seconds.</summary>
    public bool IsOpen => _samples < _openUntil;

    /// <summary>The last probability of speech.</summary>
    public float Probability => _probability[0];

    /// <summary>Takes the next samples; allocates nothing.</summary>
    /// <param name="samples">Mono sound at <see cref="SampleRate"/>, -1..1, any number of samples.</param>
    public void Accept(ReadOnlySpan<float> samples)
    {
        float scale = (float)_spec.Scale;
        foreach (float sample in samples)
        {
            _frame[_filled++] = sample * scale;
            _samples++;
            if (_filled == _frame.Length)
            {
                _session.SetInput(0, _frame, _spec.Rounding);
                _session.Run();
                _session.GetOutput(0, _probability);
                _openUntil = _probability[0] >= _threshold ? _samples + _hold : _openUntil;
                _frame.AsSpan(_spec.Hop).CopyTo(_frame);
                _filled -= _spec.Hop;
            }
        }
    }
}
