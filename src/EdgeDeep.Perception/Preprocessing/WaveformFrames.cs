using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>The consecutive inputs of a streaming model that takes sound samples (<see cref="WaveformSpec.Hop"/>).</summary>
public static class WaveformFrames
{
    /// <summary>Cuts a sound; what is left at its end and fills no input is dropped. Silence precedes the first sample.</summary>
    /// <param name="clip">The sound; other sample rates are converted.</param>
    /// <param name="spec">Rate, length, hop, loudness and scale; the hop is at least 1.</param>
    /// <returns>Arrays of <see cref="WaveformSpec.Length"/> samples, each one new.</returns>
    public static IEnumerable<float[]> Of(AudioClip clip, WaveformSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Hop, 1, nameof(spec));
        float[] samples = clip.AtRate(spec.SampleRate).Samples.ToArray();
        float factor = (float)(Peak.Factor(samples, spec.Peak) * spec.Scale);
        float[] frame = new float[spec.Length];
        for (int at = 0; at + spec.Hop <= samples.Length; at += spec.Hop)
        {
            float[] next = [.. frame[spec.Hop..], .. samples[at..(at + spec.Hop)]];
            for (int i = spec.Length - spec.Hop; i < next.Length; i++)
            {
                next[i] *= factor;
            }

            frame = next;
            yield return next;
        }
    }
}
