using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Sound to frames of features.</summary>
internal sealed class SpectrogramPreprocessor : Preprocessor
{
    private readonly Mfcc _mfcc;
    private readonly float[]? _frames; // [frame, feature], where the model wants [feature, frame]

    /// <summary>Binds the specification.</summary>
    /// <exception cref="InputException">The shape is another one's.</exception>
    public SpectrogramPreprocessor(SpectrogramSpec spec, int[] inputShape)
        : base(spec, inputShape)
    {
        _mfcc = new Mfcc(spec.Features);
        int frames = spec.Features.Frames;
        int features = spec.Features.FeaturesPerFrame;
        int[] sides = TensorShape.Significant(inputShape);
        int[] straight = TensorShape.Significant([frames, features]);
        bool flat = sides.Length == 1 && ElementCount == frames * features;
        if (!flat && !sides.AsSpan().SequenceEqual(straight))
        {
            if (!sides.AsSpan().SequenceEqual([features, frames]))
            {
                throw TensorShape.Misfit(spec, $"{frames}x{features}", inputShape);
            }

            _frames = new float[ElementCount];
        }
    }

    /// <inheritdoc/>
    public override int SampleRate => _mfcc.Options.SampleRate;

    /// <inheritdoc/>
    public override int WindowSamples => ((_mfcc.Options.Frames - 1) * _mfcc.Options.Stride) + _mfcc.Options.Window;

    /// <inheritdoc/>
    public override void FileToTensor(string path, Span<float> tensor) => ToTensor(WavReader.Read(path), tensor);

    /// <inheritdoc/>
    public override void ToTensor(AudioClip clip, Span<float> tensor)
    {
        tensor = Checked(tensor);
        MfccOptions options = _mfcc.Options;
        float[] samples = clip.AtRate(options.SampleRate).Samples;
        if (_frames is null)
        {
            _mfcc.Compute(samples, tensor);
            return;
        }

        _mfcc.Compute(samples, _frames);
        for (int i = 0; i < _frames.Length; i++)
        {
            (int frame, int feature) = Math.DivRem(i, options.FeaturesPerFrame);
            tensor[(feature * options.Frames) + frame] = _frames[i];
        }
    }
}
