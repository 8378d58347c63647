using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Own;

/// <summary>A piece of sound and its class.</summary>
/// <param name="Samples">Mono at the rate of the features; any length.</param>
/// <param name="Label">Class.</param>
public sealed record SoundPiece(float[] Samples, int Label);

/// <summary>Which distortions training uses.</summary>
/// <param name="Shift">A piece begins anywhere in the window.</param>
/// <param name="Noise">Background noise is added.</param>
/// <param name="Gain">Loudness changes.</param>
/// <param name="Speed">Speed and pitch change.</param>
/// <param name="Room">Echoes, and the frequency response of other microphones.</param>
/// <param name="Mask">Frames are moved and blanked (SpecAugment).</param>
public sealed record SoundSwitches(bool Shift = true, bool Noise = true, bool Gain = true, bool Speed = true, bool Room = true, bool Mask = true)
{
    /// <summary>How far sound is distorted.</summary>
    /// <param name="fillsWindow">Whether the piece fills the window, so that it can only move by a little.</param>
    public AudioDistortion Distortion(bool fillsWindow)
    {
        AudioDistortion all = new();
        return all with
        {
            Shift = Shift && fillsWindow ? all.Shift : 0,
            Noise = Noise ? all.Noise : 0,
            Gain = Gain ? all.Gain : 0,
            Speed = Speed ? all.Speed : 0,
            Room = Room ? all.Room : 0,
            Colour = Room ? all.Colour : 0,
        };
    }
}

/// <summary>Features of pieces of sound: as they are read by <c>edgedeep run</c>, or of a distorted piece somewhere in the window.</summary>
/// <param name="pieces">The pieces.</param>
/// <param name="spec">The features.</param>
/// <param name="switches">How pieces are distorted.</param>
/// <param name="backgrounds">Recorded noise to mix in; may be empty.</param>
public sealed class SoundSource(
    IReadOnlyList<SoundPiece> pieces, SpectrogramSpec spec, SoundSwitches switches, IReadOnlyList<float[]> backgrounds) : SampleSource
{
    private readonly int _window = (int)spec.Features.CoveredSamples;
    private readonly AudioAugmenter _placed = new(switches.Distortion(fillsWindow: false), backgrounds);
    private readonly AudioAugmenter _full = new(switches.Distortion(fillsWindow: true), backgrounds);
    private readonly SpecAugment _mask = new(
        spec.Features.Frames, spec.Features.FeaturesPerFrame, 0, spec.Features.Frames / 6, spec.Features.Coefficients == 0 ? spec.Features.MelBins / 5 : 0);

    private readonly PreprocessorPool _preprocessors = new(spec, [1, spec.Features.Frames, spec.Features.FeaturesPerFrame, 1]);

    /// <inheritdoc/>
    public override int Count => pieces.Count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => pieces[index].Label;

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        SoundPiece piece = pieces[index];
        target[piece.Label] = 1;
        float[] samples = random is null ? piece.Samples : Distorted(piece.Samples, random);
        Preprocessor preprocessor = _preprocessors.Take();
        preprocessor.ToTensor(new AudioClip(samples, spec.Features.SampleRate), input);
        _preprocessors.Return(preprocessor);
        if (random is not null && switches.Mask)
        {
            _mask.Apply(input, random);
        }
    }

    private float[] Distorted(float[] samples, Random random)
    {
        float[] window = new float[_window], result = new float[_window];
        int free = _window - samples.Length, move = switches.Shift ? random.Next(Math.Abs(free) + 1) : 0;
        if (free >= 0)
        {
            samples.CopyTo(window, move);
        }
        else
        {
            samples.AsSpan(move, _window).CopyTo(window);
        }

        (free > _window / 20 ? _placed : _full).Apply(window, random, result);
        return result;
    }
}
