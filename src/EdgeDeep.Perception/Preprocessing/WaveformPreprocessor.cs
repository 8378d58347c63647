using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Sound samples to a tensor.</summary>
internal sealed class WaveformPreprocessor : Preprocessor
{
    private readonly WaveformSpec _spec;

    /// <summary>Binds the specification.</summary>
    /// <exception cref="InputException">The shape is another one's.</exception>
    public WaveformPreprocessor(WaveformSpec spec, int[] inputShape)
        : base(spec, inputShape)
    {
        _spec = spec;
        if (ElementCount != spec.Length || TensorShape.Significant(inputShape).Length != 1)
        {
            throw TensorShape.Misfit(spec, $"{spec.Length}", inputShape);
        }
    }

    /// <inheritdoc/>
    public override int SampleRate => _spec.SampleRate;

    /// <inheritdoc/>
    public override int WindowSamples => _spec.Length;

    /// <inheritdoc/>
    public override void FileToTensor(string path, Span<float> tensor)
    {
        if (_spec.Hop > 0)
        {
            throw new InputException($"{path}: the model hears {_spec.Hop} new samples at a time and has no single answer for a whole sound; give it the samples one input after the other.");
        }

        ToTensor(WavReader.Read(path), tensor);
    }

    /// <inheritdoc/>
    public override void ToTensor(AudioClip clip, Span<float> tensor)
    {
        tensor = Checked(tensor);
        ReadOnlySpan<float> samples = clip.AtRate(_spec.SampleRate).Samples;
        double factor = Peak.Factor(samples, _spec.Peak) * _spec.Scale;
        int used = Math.Min(samples.Length, tensor.Length);
        for (int i = 0; i < used; i++)
        {
            tensor[i] = (float)(samples[i] * factor);
        }

        tensor[used..].Clear();
    }
}
