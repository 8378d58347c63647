using System.Diagnostics;

namespace EdgeDeep.Cli.Live;

/// <summary>How long blocks waited and were worked on, in a histogram of fixed size: logarithmic, ten steps for a factor of ten.</summary>
internal sealed class Latencies
{
    private const int StepsOfTen = 10, Decades = 8;
    private readonly long[] _counts = new long[StepsOfTen * Decades];

    /// <summary>Notes one.</summary>
    /// <param name="arrived">When the block arrived, in ticks of <see cref="Stopwatch"/>.</param>
    public void Add(long arrived)
    {
        double microseconds = Math.Max(1, Stopwatch.GetElapsedTime(arrived).TotalMicroseconds);
        _counts[Math.Min(_counts.Length - 1, (int)(Math.Log10(microseconds) * StepsOfTen))]++;
    }

    /// <summary>The upper edge of the step in which a share of all lies, in milliseconds; 0 where nothing was noted.</summary>
    public double Quantile(double share)
    {
        long wanted = (long)Math.Ceiling(_counts.Sum() * share), seen = 0;
        for (int i = 0; i < _counts.Length && wanted > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return Math.Round(Math.Pow(10, (i + 1.0) / StepsOfTen) / 1000, 2);
            }
        }

        return 0;
    }
}
