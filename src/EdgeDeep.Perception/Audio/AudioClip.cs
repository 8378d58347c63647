namespace EdgeDeep.Perception.Audio;

/// <summary>A piece of mono sound in memory.</summary>
public sealed class AudioClip
{
    /// <summary>Creates a clip over samples that are already mono.</summary>
    /// <param name="samples">Mono samples, nominally -1..1; the array is kept, not copied.</param>
    /// <param name="sampleRate">Samples a second, <see cref="Resampler.MinRate"/>..<see cref="Resampler.MaxRate"/>.</param>
    /// <param name="sourceChannels">Number of channels the sound had before it was mixed to mono.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the number of channels is out of range.</exception>
    public AudioClip(float[] samples, int sampleRate, int sourceChannels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, Resampler.MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, Resampler.MaxRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceChannels, 1);
        Samples = samples;
        SampleRate = sampleRate;
        SourceChannels = sourceChannels;
    }

    /// <summary>Mono samples, nominally -1..1; a 16-bit sample s is exactly s/32768. Float files may go beyond ±1.</summary>
    public float[] Samples { get; }

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; }

    /// <summary>Number of channels the sound had before it was mixed to mono.</summary>
    public int SourceChannels { get; }

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>The same sound at another rate; this clip itself where the rate is already right.</summary>
    /// <param name="sampleRate">Wanted samples a second, <see cref="Resampler.MinRate"/>..<see cref="Resampler.MaxRate"/>.</param>
    public AudioClip AtRate(int sampleRate) =>
        sampleRate == SampleRate
            ? this
            : new AudioClip(new Resampler(SampleRate, sampleRate).Convert(Samples), sampleRate, SourceChannels);
}
