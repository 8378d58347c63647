using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Keywords;

/// <summary>
/// Finds the words of a classifier in a stream of sound. Every step the model looks at the last window; the probabilities of
/// several looks are averaged, and a word is heard when its average is the highest of all classes, has passed the threshold
/// and rises no more.
/// </summary>
/// <remarks>
/// Not safe for use by several threads at once. Where the specification asks for fixed point, the model sees the values that it
/// sees on a device, and the step is a whole number of frames.
/// </remarks>
public sealed class KeywordSpotter
{
    private readonly Session _session;
    private readonly FrontEndSession? _frontEnd;
    private readonly Preprocessor _preprocessor;
    private readonly KeywordSpotterOptions _options;
    private readonly string[] _labels;
    private readonly AudioClip _window;
    private readonly float[] _tensor;
    private readonly PeakDecision _decision;
    private readonly int _stepSamples;
    private int _pending;
    private long _samples;
    private readonly InputRounding _rounding;

    /// <summary>Prepares a spotter for a model that names its labels and its pre-processing.</summary>
    /// <param name="model">A model of one sound input and one output of class probabilities.</param>
    /// <param name="options">When a word counts as heard.</param>
    /// <exception cref="InputException">The model does not fit, or says nothing about labels or pre-processing.</exception>
    public KeywordSpotter(Model model, KeywordSpotterOptions? options = null)
        : this(
            model,
            PreprocessingSpec.Parse(Metadata(model, MetadataKeys.Preprocessing, "how sound becomes its input; quantize it with --preprocess")),
            Metadata(model, MetadataKeys.Labels, "its labels; quantize it with --labels").Split('\n'),
            options)
    {
    }

    /// <summary>Prepares a spotter.</summary>
    /// <param name="model">A model of one sound input and one output of class probabilities.</param>
    /// <param name="spec">How sound becomes its input.</param>
    /// <param name="labels">Class names in output order.</param>
    /// <param name="options">When a word counts as heard.</param>
    /// <exception cref="InputException">The model does not fit.</exception>
    public KeywordSpotter(Model model, PreprocessingSpec spec, IReadOnlyList<string> labels, KeywordSpotterOptions? options = null)
    {
        _options = options ?? new KeywordSpotterOptions();
        if (_options.Problem() is string problem)
        {
            throw new InputException($"Keyword spotting cannot be set up: {problem}.");
        }

        _labels = [.. labels];
        PlanTensor input = model.Plan.Tensors[model.Plan.Inputs[0]];
        _preprocessor = Preprocessor.Create(spec, input.Shape, input.Type == ElementType.Int8 ? new(input.Scale, input.ZeroPoint) : null);
        _frontEnd = FrontEnd.IsFixed(spec) ? new FrontEndSession(new Model(FrontEnd.Before(model.Plan, spec, _options.StepSeconds))) : null;
        _session = _frontEnd?.Session ?? new Session(model);
        if (_session.InputCount != 1 || _session.OutputCount != 1 || _session.OutputInfo(0).Elements != _labels.Length || _preprocessor.WindowSamples == 0)
        {
            throw new InputException($"Keyword spotting needs a model from one sound to one probability for each of its {_labels.Length} labels; this one has {_session.InputCount} inputs and {_session.OutputCount} outputs, pre-processing '{spec}'.");
        }

        _rounding = spec.Rounding;
        _window = new AudioClip(new float[_preprocessor.WindowSamples], _preprocessor.SampleRate);
        _stepSamples = _frontEnd is { Schedule: { } schedule }
            ? schedule.InferenceSamples
            : Math.Clamp((int)(_options.StepSeconds * SampleRate), 1, _preprocessor.WindowSamples);
        _tensor = new float[_preprocessor.ElementCount];
        _decision = new PeakDecision(
            [.. _labels.Select(label => !_options.Ignored.Contains(label))], _options.AveragedSteps, _options.Threshold, (long)(_options.RefractorySeconds * SampleRate));
    }

    /// <summary>Samples a second of the sound that <see cref="Accept"/> takes.</summary>
    public int SampleRate => _preprocessor.SampleRate;

    /// <summary>Class names, in the order of <see cref="Probabilities"/>.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The averaged probabilities after the last look.</summary>
    public ReadOnlySpan<float> Probabilities => _decision.Average;

    /// <summary>How many times the model has run.</summary>
    public int Looks => _decision.Looks - Skipped;

    /// <summary>Looks at which the model did not run.</summary>
    public int Skipped { get; private set; }

    /// <summary>Whether the model does not run: every look counts as silence, as behind a <see cref="VoiceGate"/> that is shut.</summary>
    public bool IsAsleep { get; set; }

    /// <summary>Seconds of sound that a look sees, with the looks that are averaged.</summary>
    public double WindowSeconds => (_window.Samples.Length + (_options.AveragedSteps * _stepSamples)) / (double)SampleRate;

    /// <summary>Takes the next samples; allocates nothing but the list of words.</summary>
    /// <param name="samples">Mono sound at <see cref="SampleRate"/>, any number of samples.</param>
    /// <param name="heard">Receives the words heard, in order.</param>
    public void Accept(ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard)
    {
        if (_frontEnd is not null)
        {
            AcceptFixed(_frontEnd, samples, heard);
            return;
        }

        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, _stepSamples - _pending);
            Shift(samples[..count]);
            samples = samples[count..];
            if (_pending == _stepSamples)
            {
                _pending = 0;
                if (!IsAsleep)
                {
                    _preprocessor.ToTensor(_window, _tensor);
                    _session.SetInput(0, _tensor, _rounding);
                    _session.Run();
                }

                Look(heard);
            }
        }
    }

    /// <summary>Forgets all sound; the next sample is the first one.</summary>
    public void Reset()
    {
        Array.Clear(_window.Samples);
        _decision.Reset();
        _frontEnd?.Reset();
        (_pending, _samples, Skipped) = (0, 0, 0);
    }

    private static string Metadata(Model model, string key, string what) =>
        model.Plan.Metadata.TryGetValue(key, out string? text) ? text : throw new InputException($"The model does not say {what}.");

    private void Shift(ReadOnlySpan<float> samples)
    {
        Span<float> window = _window.Samples;
        window[samples.Length..].CopyTo(window);
        samples.CopyTo(window[^samples.Length..]);
        _pending += samples.Length;
        _samples += samples.Length;
    }

    private void AcceptFixed(FrontEndSession frontEnd, ReadOnlySpan<float> samples, ICollection<KeywordDetection> heard)
    {
        Span<short> pcm = stackalloc short[512];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, pcm.Length);
            Pcm.FromFloat(samples[..count], pcm);
            frontEnd.SkipsInferences = IsAsleep;
            int taken = frontEnd.Feed(pcm[..count], out bool hasAnswer);
            samples = samples[taken..];
            _samples += taken;
            if (hasAnswer)
            {
                Look(heard);
            }
        }
    }

    /// <summary>Takes the answer that the model has just given.</summary>
    private void Look(ICollection<KeywordDetection> heard)
    {
        if (IsAsleep)
        {
            Array.Clear(_decision.Next);
            Skipped++;
        }
        else
        {
            _session.GetOutput(0, _decision.Next);
        }

        int best = _decision.Look(_samples, out float probability);
        if (best >= 0)
        {
            double middle = _samples - _stepSamples - ((_options.AveragedSteps - 1) * _stepSamples / 2.0) - (_window.Samples.Length / 2.0);
            heard.Add(new KeywordDetection(_labels[best], middle / SampleRate, probability));
        }
    }
}
