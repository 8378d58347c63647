namespace EdgeDeep.Perception.Audio;

/// <summary>How the loudness of a clip is evened out before its features are computed.</summary>
public enum PeakMode
{
    /// <summary>Samples stay as they are.</summary>
    None,

    /// <summary>Samples are divided by their greatest value, not by their greatest absolute value (as MLPerf Tiny does).</summary>
    Max,

    /// <summary>Samples are divided by their greatest absolute value.</summary>
    Absolute,
}

/// <summary>Computes the factor of a <see cref="PeakMode"/>.</summary>
public static class Peak
{
    /// <summary>The factor samples are to be multiplied with: 1 / peak; 1 where the peak is zero or there are no samples.</summary>
    /// <param name="samples">The whole clip, without padding.</param>
    /// <param name="mode">Which peak.</param>
    public static double Factor(ReadOnlySpan<float> samples, PeakMode mode)
    {
        double peak = mode == PeakMode.None || samples.IsEmpty ? 0 : double.NegativeInfinity;
        if (mode != PeakMode.None)
        {
            foreach (float sample in samples)
            {
                peak = Math.Max(peak, mode == PeakMode.Absolute ? Math.Abs(sample) : sample);
            }
        }

        return peak == 0 ? 1 : 1 / peak;
    }
}
