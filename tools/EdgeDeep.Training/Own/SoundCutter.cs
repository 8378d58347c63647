namespace EdgeDeep.Training.Own;

/// <summary>Cuts recordings into the windows that a network hears.</summary>
public static class SoundCutter
{
    private const double LongestWhole = 1.5; // windows
    private const double QuietShare = 0.05;  // of the loudest window's amplitude: 26 dB below it

    /// <summary>
    /// A recording of up to 1.5 windows stays whole; of a longer one, windows follow each other without overlap, the last one at
    /// least half full, and those are left out that are 26 dB quieter than the loudest.
    /// </summary>
    /// <param name="samples">The recording.</param>
    /// <param name="window">Samples of a window.</param>
    /// <returns>At least one piece.</returns>
    public static IReadOnlyList<float[]> Cut(float[] samples, int window)
    {
        if (samples.Length <= window * LongestWhole)
        {
            return [samples];
        }

        float[][] pieces = [.. samples.Chunk(window).Where(piece => 2 * piece.Length >= window)];
        double[] loudness = [.. pieces.Select(piece => Math.Sqrt(piece.Average(sample => (double)sample * sample)))];
        double least = loudness.Max() * QuietShare;
        return [.. pieces.Where((_, i) => loudness[i] >= least)];
    }
}
