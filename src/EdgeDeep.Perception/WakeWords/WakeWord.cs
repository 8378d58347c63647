using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.WakeWords;

/// <summary>
/// Hears a wake word with an unmodified microWakeWord model: micro front end, model with state, mean over the manifest's window
/// against its cutoff. The first 74 frames decide nothing, because the noise estimate has not settled then.
/// </summary>
/// <remarks>Not safe for use by several threads at once. Nothing is allocated after construction but the list of words.</remarks>
public sealed class WakeWord
{
    /// <summary>Frames at the beginning that decide nothing.</summary>
    public const int IgnoredFrames = 74;

    private readonly FrontEndSession _session;
    private readonly WakeWordManifest _manifest;
    private readonly byte[] _last;
    private readonly int _refractory;
    private int _looks, _quiet;

    /// <summary>Prepares a detector.</summary>
    /// <param name="model">The model: one int8 input [1, frames, channels], one uint8 output.</param>
    /// <param name="manifest">When the word counts as heard.</param>
    /// <param name="refractorySeconds">Seconds after a detection in which nothing is detected, so that one word counts once.</param>
    /// <exception cref="InputException">The model is none of microWakeWord.</exception>
    public WakeWord(Model model, WakeWordManifest manifest, double refractorySeconds = 1)
    {
        Plan plan = model.Plan;
        PlanTensor? output = plan.Outputs.Count == 1 ? plan.Tensors[plan.Outputs[0]] : null;
        if (plan.Inputs.Count != 1 || plan.Tensors[plan.Inputs[0]].Shape is not [1, > 0, > 1] || output is not { Type: ElementType.UInt8, Elements: 1 })
        {
            throw new InputException($"{manifest.ModelPath} is no microWakeWord model, which goes from int8 [1,frames,channels] to uint8 [1,1]; give one with its manifest.");
        }

        int[] shape = plan.Tensors[plan.Inputs[0]].Shape;
        Spec = new MicroSpec { Features = new MicroOptions { Stride = 16 * manifest.FeatureStepMilliseconds, Frames = shape[1], Channels = shape[2] } };
        _session = new FrontEndSession(new Model(FrontEnd.Before(plan, Spec)));
        _manifest = manifest;
        _last = new byte[manifest.Window];
        _refractory = (int)Math.Ceiling(refractorySeconds * SampleRate / Spec.Features.Stride / Spec.Features.Frames);
    }

    /// <summary>How sound becomes the model's input.</summary>
    public MicroSpec Spec { get; }

    /// <summary>Samples a second of the sound that <see cref="Accept"/> takes.</summary>
    public int SampleRate => Spec.Features.SampleRate;

    /// <summary>How many times the model has run.</summary>
    public int Looks => _looks;

    /// <summary>The model's last answer, 0..255 for 0..1.</summary>
    public byte Probability { get; private set; }

    /// <summary>The mean of the last answers, 0..1.</summary>
    public double Average { get; private set; }

    /// <summary>Whether the mean exceeds the cutoff and enough frames have come.</summary>
    public bool IsAbove { get; private set; }

    /// <summary>Takes samples, at most until the model has answered.</summary>
    /// <param name="samples">The next mono samples.</param>
    /// <param name="hasAnswer">Whether the model ran, so that <see cref="Probability"/> is new; then samples may be left over.</param>
    /// <param name="heard">Where the word was heard now; null otherwise.</param>
    /// <returns>How many samples were taken.</returns>
    public int Feed(ReadOnlySpan<short> samples, out bool hasAnswer, out WakeWordDetection? heard)
    {
        int taken = _session.Feed(samples, out hasAnswer);
        heard = hasAnswer ? Decide() : null;
        return taken;
    }

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono sound at <see cref="SampleRate"/>, any number of samples, nominally -1..1.</param>
    /// <param name="heard">Receives every time the word was heard, in order.</param>
    public void Accept(ReadOnlySpan<float> samples, ICollection<WakeWordDetection> heard)
    {
        Span<short> pcm = stackalloc short[512];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, pcm.Length);
            Pcm.FromFloat(samples[..count], pcm);
            samples = samples[Feed(pcm[..count], out _, out WakeWordDetection? detection)..];
            if (detection is { } one)
            {
                heard.Add(one);
            }
        }
    }

    /// <summary>Forgets all sound; the next sample is the first one.</summary>
    public void Reset()
    {
        _session.Reset();
        Array.Clear(_last);
        (_looks, _quiet, Probability, Average, IsAbove) = (0, 0, 0, 0, false);
    }

    private WakeWordDetection? Decide()
    {
        Probability = _session.Session.Output<byte>()[0];
        _last[_looks++ % _last.Length] = Probability;
        int sum = 0;
        foreach (byte value in _last)
        {
            sum += value;
        }

        Average = sum / (255.0 * _last.Length);
        IsAbove = Average > _manifest.Cutoff && _session.Frames > IgnoredFrames;
        if (_quiet > 0)
        {
            _quiet--;
            return null;
        }

        if (!IsAbove)
        {
            return null;
        }

        _quiet = _refractory;
        MicroOptions options = Spec.Features;
        return new WakeWordDetection((((_session.Frames - 1) * options.Stride) + options.Window) / (double)SampleRate, (float)Average);
    }
}
