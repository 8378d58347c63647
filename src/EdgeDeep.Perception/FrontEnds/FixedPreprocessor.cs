using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>How an int8 input stands for real numbers: real = Scale * (stored - ZeroPoint).</summary>
/// <param name="Scale">Above 0.</param>
/// <param name="ZeroPoint">-128..127.</param>
public readonly record struct InputQuantization(float Scale, int ZeroPoint);

/// <summary>Sound to frames of features by a fixed-point front end: the stored values that a device computes.</summary>
internal sealed class FixedPreprocessor : Preprocessor
{
    private readonly FrontEndSession _session;
    private readonly InputQuantization _quantization;
    private readonly short[] _silence;

    /// <summary>Binds the specification.</summary>
    /// <exception cref="InputException">The shape is another one's, or the input is not int8.</exception>
    public FixedPreprocessor(PreprocessingSpec spec, int[] inputShape, InputQuantization? quantization)
        : base(spec, inputShape)
    {
        _quantization = quantization ?? throw new InputException(
            $"Pre-processing '{spec}' computes int8 values in fixed point, which a float model cannot take; give the int8 model.");
        int[] shape = inputShape is [<= 0, ..] ? [1, .. inputShape[1..]] : inputShape;
        _session = new FrontEndSession(new Model(FrontEnd.Features(spec, shape, _quantization.Scale, _quantization.ZeroPoint)));
        _silence = new short[_session.Schedule.FrameSamples];
    }

    /// <inheritdoc/>
    public override int SampleRate => _session.Schedule.SampleRate;

    /// <inheritdoc/>
    public override int WindowSamples => ((_session.Schedule.Frames - 1) * _session.Schedule.Stride) + _session.Schedule.FrameSamples;

    /// <inheritdoc/>
    public override void FileToTensor(string path, Span<float> tensor) => ToTensor(WavReader.Read(path), tensor);

    /// <inheritdoc/>
    public override void ToTensor(AudioClip clip, Span<float> tensor)
    {
        tensor = Checked(tensor);
        float[] samples = clip.AtRate(SampleRate).Samples;
        short[] pcm = new short[Math.Min(samples.Length, WindowSamples)];
        Pcm.FromFloat(samples.AsSpan(0, pcm.Length), pcm);
        _session.Reset();
        for (int at = 0; _session.Frames < _session.Schedule.Frames;)
        {
            // A short clip counts as followed by silence.
            at += _session.Feed(at < pcm.Length ? pcm.AsSpan(at) : _silence, out _);
        }

        ReadOnlySpan<sbyte> stored = _session.Session.Output<sbyte>();
        for (int i = 0; i < tensor.Length; i++)
        {
            // A little beyond the whole number, which rounding to nearest and toward zero both store as that number.
            double whole = stored[i] + (0.0625 * Math.Sign(stored[i]));
            tensor[i] = (float)(_quantization.Scale * (whole - _quantization.ZeroPoint));
        }
    }
}
