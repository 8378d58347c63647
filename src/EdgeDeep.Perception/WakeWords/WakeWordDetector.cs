using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.WakeWords;

/// <summary>
/// Finds one phrase in a stream of sound with a model that keeps its past as state: each frame of features is computed once
/// and goes through the model once.
/// </summary>
/// <remarks>Not safe for use by several threads at once. Nothing is allocated after construction.</remarks>
public sealed class WakeWordDetector
{
    private readonly Session _session;
    private readonly FrontEndSession? _frontEnd;
    private readonly Mfcc _features;
    private readonly WakeWordDecision _decision;
    private readonly InputRounding _rounding;
    private readonly float[] _window, _frame, _output = new float[1];
    private int _filled;
    private long _frames;

    /// <summary>Prepares a detector for a model that says how sound becomes its input.</summary>
    /// <param name="model">A model from one frame of features to one probability.</param>
    /// <param name="options">When the phrase counts as heard.</param>
    /// <exception cref="InputException">The model does not fit or does not say how sound becomes its input.</exception>
    public WakeWordDetector(Model model, WakeWordOptions? options = null)
        : this(
            model,
            PreprocessingSpec.Parse(model.Plan.Metadata.GetValueOrDefault(MetadataKeys.Preprocessing)
                ?? throw new InputException("The model does not say how sound becomes its input; quantize it with --preprocess.")),
            options)
    {
    }

    /// <summary>Prepares a detector.</summary>
    /// <param name="model">A model from one frame of features to one probability.</param>
    /// <param name="spec">How sound becomes a frame.</param>
    /// <param name="options">When the phrase counts as heard.</param>
    /// <exception cref="InputException">The model does not fit.</exception>
    public WakeWordDetector(Model model, PreprocessingSpec spec, WakeWordOptions? options = null)
    {
        _decision = new WakeWordDecision(options ?? new WakeWordOptions());
        _session = new Session(model);
        if (spec is not SpectrogramSpec { Features: { Frames: 1, Peak: PeakMode.None } features }
            || _session.InputCount != 1 || _session.OutputCount != 1
            || _session.InputInfo(0).Elements != features.FeaturesPerFrame || _session.OutputInfo(0).Elements != 1)
        {
            throw new InputException($"Wake word detection needs a model from one frame of log-mel or MFCC features without peak normalisation to one probability; this one has {_session.InputCount} inputs and {_session.OutputCount} outputs, pre-processing '{spec}'.");
        }

        _rounding = spec.Rounding;
        _frontEnd = FrontEnd.IsFixed(spec) ? new FrontEndSession(new Model(FrontEnd.Before(model.Plan, spec))) : null;
        _session = _frontEnd?.Session ?? _session;
        _features = new Mfcc(features);
        _window = new float[Math.Max(features.Window, features.Stride)];
        _frame = new float[features.FeaturesPerFrame];
    }

    /// <summary>Samples a second of the sound that <see cref="Accept"/> takes.</summary>
    public int SampleRate => _features.Options.SampleRate;

    /// <summary>Frames so far.</summary>
    public long Frames => _frames;

    /// <summary>The model's answer to the last frame.</summary>
    public float Probability => _output[0];

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono sound at <see cref="SampleRate"/>, any number of samples.</param>
    /// <param name="heard">Receives every time the phrase was heard, in order.</param>
    public void Accept(ReadOnlySpan<float> samples, ICollection<WakeWordDetection> heard)
    {
        if (_frontEnd is not null)
        {
            AcceptFixed(_frontEnd, samples, heard);
            return;
        }

        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, _window.Length - _filled);
            samples[..count].CopyTo(_window.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled < _window.Length)
            {
                return;
            }

            _features.ComputeFrame(_window.AsSpan(0, _features.Options.Window), _frame);
            _session.SetInput(0, _frame, _rounding);
            _session.Run();
            Decide(heard);
            _window.AsSpan(_features.Options.Stride).CopyTo(_window);
            _filled -= _features.Options.Stride;
        }
    }

    /// <summary>Forgets all sound; the next sample is the first one.</summary>
    public void Reset()
    {
        _session.Reset();
        _frontEnd?.Reset();
        _decision.Reset();
        (_filled, _frames) = (0, 0);
    }

    private void AcceptFixed(FrontEndSession frontEnd, ReadOnlySpan<float> samples, ICollection<WakeWordDetection> heard)
    {
        Span<short> pcm = stackalloc short[512];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, pcm.Length);
            Pcm.FromFloat(samples[..count], pcm);
            samples = samples[frontEnd.Feed(pcm[..count], out bool hasAnswer)..];
            if (hasAnswer)
            {
                Decide(heard);
            }
        }
    }

    /// <summary>Takes the answer that the model has just given.</summary>
    private void Decide(ICollection<WakeWordDetection> heard)
    {
        _session.GetOutput(0, _output);
        _frames++;
        if (_decision.Accept(_output[0]))
        {
            MfccOptions options = _features.Options;
            heard.Add(new WakeWordDetection((((_frames - 1) * options.Stride) + options.Window) / (double)SampleRate, _decision.Average));
        }
    }
}
