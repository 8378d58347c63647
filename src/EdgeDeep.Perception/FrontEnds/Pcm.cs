namespace EdgeDeep.Perception.FrontEnds;

/// <summary>16-bit samples.</summary>
public static class Pcm
{
    /// <summary>Converts samples; those of a 16-bit recording come back exactly.</summary>
    /// <param name="samples">Nominally -1..1; what lies beyond is clipped.</param>
    /// <param name="pcm">Receives as many samples, rounded to nearest, ties away from zero.</param>
    public static void FromFloat(ReadOnlySpan<float> samples, Span<short> pcm)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            float scaled = MathF.Round(samples[i] * 32768f, MidpointRounding.AwayFromZero);
            pcm[i] = (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
        }
    }
}
