using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Sound samples as they are, sample * scale (kind <c>waveform</c>); a short clip is followed by zeros, of a long one the start is used.</summary>
public sealed record WaveformSpec : PreprocessingSpec
{
    /// <summary>Largest <see cref="Length"/>.</summary>
    public const int MaxLength = 1 << 24;

    /// <summary>Samples a second, <see cref="Resampler.MinRate"/>..<see cref="Resampler.MaxRate"/>.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Number of samples the model takes, 1..<see cref="MaxLength"/>.</summary>
    public int Length { get; init; } = 16000;

    /// <summary>Loudness normalisation of the clip.</summary>
    public PeakMode Peak { get; init; } = PeakMode.None;

    /// <summary>Factor after the normalisation: 1 for -1..1, 32768 for 16-bit values.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>
    /// Samples from one input of a streaming model to the next, 1..<see cref="Length"/>: each input begins with the last samples
    /// of the one before. 0 where a clip is one input.
    /// </summary>
    public int Hop { get; init; }

    /// <inheritdoc/>
    public override string Kind => "waveform";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Sound;

    internal override string? Problem() => this switch
    {
        { SampleRate: < Resampler.MinRate or > Resampler.MaxRate } => $"the rate {SampleRate} must be from {Resampler.MinRate} to {Resampler.MaxRate} Hz",
        { Length: < 1 or > MaxLength } => $"the length {Length} must be from 1 to {MaxLength} samples",
        _ when Hop < 0 || Hop > Length => $"the hop {Hop} must be from 0 to the length {Length}",
        _ when Scale == 0 || !double.IsFinite(Scale) => "the scale must not be 0",
        _ => null,
    };
}
