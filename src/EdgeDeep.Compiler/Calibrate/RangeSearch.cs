namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Chooses the range whose 256 steps lose least of a distribution: numbers inside are rounded, numbers outside are cut off.
/// Both ends move in steps of a 128th of what was seen; zero always stays inside.
/// </summary>
internal static class RangeSearch
{
    private const int Steps = 128;
    private const int Levels = 256;

    /// <summary>The range with the smallest expected squared error.</summary>
    /// <param name="distribution">What was seen, without exact zeros, which every range represents.</param>
    /// <remarks>
    /// Rounding errs uniformly by at most half a step, so by a twelfth of the squared step on average; what is cut off errs by
    /// its distance from the end. Moments of the bins make an error a matter of a few additions.
    /// </remarks>
    public static ValueRange LeastSquares(Distribution distribution)
    {
        Moments moments = new(distribution);
        double best = double.PositiveInfinity;
        (double low, double high) = (distribution.Min, distribution.Max);
        ValueRange result = new((float)low, (float)high);
        foreach (double from in Ends(low))
        {
            foreach (double to in Ends(high))
            {
                double step = (to - from) / (Levels - 1);
                double error = moments.Error(from, to) + (moments.Between(from, to) * step * step / 12);
                if (error < best)
                {
                    (best, result) = (error, new ValueRange((float)from, (float)to));
                }
            }
        }

        return result;
    }

    /// <summary>
    /// The range whose quantized distribution differs least from the one seen by the divergence of Kullback and Leibler; the
    /// upper end is chosen first, then the lower one.
    /// </summary>
    /// <param name="distribution">What was seen, without exact zeros.</param>
    public static ValueRange LeastDivergence(Distribution distribution)
    {
        double to = Best(distribution.Max, end => Divergence(distribution, distribution.Min, end));
        double from = Best(distribution.Min, end => Divergence(distribution, end, to));
        return new ValueRange((float)from, (float)to);
    }

    /// <summary>The ends to try, the farthest one first; zero where nothing lies on that side.</summary>
    private static IEnumerable<double> Ends(double farthest) =>
        farthest == 0 ? [0] : Enumerable.Range(0, Steps).Select(i => farthest * (Steps - i) / Steps);

    private static double Best(double farthest, Func<double, double> cost)
    {
        double result = farthest, least = double.PositiveInfinity;
        foreach (double end in Ends(farthest))
        {
            double value = cost(end);
            if (value < least)
            {
                (result, least) = (end, value);
            }
        }

        return result;
    }

    /// <summary>
    /// Divergence of the distribution, whose tails were moved to the ends of a range, from what its 256 steps leave: the numbers
    /// of a step spread evenly over the bins of the step that had some. In nats.
    /// </summary>
    private static double Divergence(Distribution distribution, double from, double to)
    {
        IReadOnlyList<double> places = distribution.Places;
        double[] counts = distribution.Counts;
        double below = 0, above = 0, total = 0;
        double[] mass = new double[Levels];
        int[] bins = new int[Levels];
        int[] level = new int[counts.Length];
        double step = (to - from) / (Levels - 1);
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            level[i] = -1;
            if (counts[i] == 0)
            {
                continue;
            }

            if (places[i] < from)
            {
                below += counts[i];
            }
            else if (places[i] > to)
            {
                above += counts[i];
            }
            else
            {
                level[i] = Math.Clamp((int)Math.Round((places[i] - from) / step), 0, Levels - 1);
                mass[level[i]] += counts[i];
                bins[level[i]]++;
            }
        }

        return Sum(counts, level, mass, bins, below, above, total);
    }

    private static double Sum(double[] counts, int[] level, double[] mass, int[] bins, double below, double above, double total)
    {
        int first = Array.FindIndex(level, l => l >= 0), last = Array.FindLastIndex(level, l => l >= 0);
        if (first < 0)
        {
            return double.PositiveInfinity;
        }

        // The tails count in what was seen, not in what the steps leave: so cutting off costs.
        double inside = total - below - above, divergence = 0;
        for (int i = first; i <= last; i++)
        {
            if (level[i] >= 0)
            {
                double p = (counts[i] + (i == first ? below : 0) + (i == last ? above : 0)) / total;
                double q = mass[level[i]] / bins[level[i]] / inside;
                divergence += p * Math.Log(p / q);
            }
        }

        return divergence;
    }

    /// <summary>Sums over the bins, so that sums over any run of them are differences.</summary>
    private sealed class Moments
    {
        private readonly Distribution _distribution;
        private readonly double[] _count, _first, _second;

        public Moments(Distribution distribution)
        {
            int n = distribution.Counts.Length;
            (_distribution, _count, _first, _second) = (distribution, new double[n + 1], new double[n + 1], new double[n + 1]);
            for (int i = 0; i < n; i++)
            {
                double count = distribution.Counts[i], place = distribution.Places[i];
                _count[i + 1] = _count[i] + count;
                _first[i + 1] = _first[i] + (count * place);
                _second[i + 1] = _second[i] + (count * place * place);
            }
        }

        /// <summary>How many numbers lie inside.</summary>
        public double Between(double from, double to) => _count[_distribution.Below(to)] - _count[_distribution.Below(from)];

        /// <summary>Sum of the squared distances of the numbers outside.</summary>
        public double Error(double from, double to)
        {
            int low = _distribution.Below(from), high = _distribution.Below(to), n = _count.Length - 1;
            return Squares(0, low, from) + Squares(high, n, to);
        }

        private double Squares(int start, int end, double from)
        {
            double count = _count[end] - _count[start], first = _first[end] - _first[start], second = _second[end] - _second[start];
            return Math.Max(0, second - (2 * from * first) + (from * from * count));
        }
    }
}

/// <summary>Numbers that were seen, counted in bins.</summary>
/// <param name="Counts">How many lie in each bin.</param>
/// <param name="First">Number of the first bin: its lower edge in bin widths.</param>
/// <param name="Width">Width of a bin.</param>
/// <param name="Min">Lowest number, or 0.</param>
/// <param name="Max">Highest number, or 0.</param>
internal sealed record Distribution(double[] Counts, long First, double Width, double Min, double Max)
{
    /// <summary>The middle of each bin.</summary>
    public IReadOnlyList<double> Places { get; } = [.. Enumerable.Range(0, Counts.Length).Select(i => (First + i + 0.5) * Width)];

    /// <summary>Number of bins whose middle lies below a number.</summary>
    public int Below(double number) => (int)Math.Clamp(Math.Ceiling((number / Width) - First - 0.5), 0, Counts.Length);
}
