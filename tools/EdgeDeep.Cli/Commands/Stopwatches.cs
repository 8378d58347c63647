using System.Diagnostics;

namespace EdgeDeep.Cli.Commands;

/// <summary>What is timed, in turn with others.</summary>
/// <param name="Name">Name for the report.</param>
/// <param name="Run">One inference.</param>
internal sealed record Contestant(string Name, Action Run);

/// <summary>Times of one contestant, in microseconds.</summary>
/// <param name="Fastest">Of all runs.</param>
/// <param name="Rounds">The median of each round.</param>
internal sealed record Times(double Fastest, double[] Rounds);

/// <summary>Times contestants round by round in turn, so that what else the machine does meets all of them.</summary>
internal static class Stopwatches
{
    private const int WarmUpMilliseconds = 400;
    private const int RoundMilliseconds = 30;
    private const int LeastRuns = 5;

    /// <summary>Times all contestants.</summary>
    /// <param name="contestants">What is timed.</param>
    /// <param name="rounds">Number of rounds.</param>
    public static Times[] Measure(IReadOnlyList<Contestant> contestants, int rounds)
    {
        foreach (Contestant contestant in contestants)
        {
            Repeat(contestant.Run, WarmUpMilliseconds);
        }

        double[] fastest = [.. contestants.Select(_ => double.MaxValue)];
        double[][] medians = [.. contestants.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contestants.Count; i++)
            {
                List<double> times = Repeat(contestants[i].Run, RoundMilliseconds);
                times.Sort();
                fastest[i] = Math.Min(fastest[i], times[0]);
                medians[i][round] = times[times.Count / 2];
            }
        }

        return [.. fastest.Zip(medians, (least, all) => new Times(least, all))];
    }

    private static List<double> Repeat(Action run, int milliseconds)
    {
        List<double> times = [];
        long start = Stopwatch.GetTimestamp();
        while (times.Count < LeastRuns || Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
        {
            long before = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
        }

        return times;
    }
}
