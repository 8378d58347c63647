namespace EdgeDeep.Perception.Keywords;

/// <summary>What a number of rare events tells about their mean number: the exact two-sided interval (Garwood, 1936).</summary>
public static class PoissonInterval
{
    /// <summary>The interval.</summary>
    /// <param name="events">Events seen.</param>
    /// <param name="confidence">Probability that the interval holds the mean.</param>
    /// <returns>Its ends; the lower one is 0 where nothing was seen.</returns>
    public static (double Low, double High) Of(int events, double confidence = 0.95)
    {
        double tail = (1 - confidence) / 2;
        return (events == 0 ? 0 : Mean(mean => 1 - AtMost(events - 1, mean) > tail, events), Mean(mean => AtMost(events, mean) <= tail, events));
    }

    /// <summary>The probability of at most so many events.</summary>
    private static double AtMost(int events, double mean)
    {
        double term = Math.Exp(-mean), sum = term;
        for (int i = 1; i <= events; i++)
        {
            term *= mean / i;
            sum += term;
        }

        return sum;
    }

    /// <summary>The lowest mean that is high enough, by bisection.</summary>
    private static double Mean(Func<double, bool> isHigh, int events)
    {
        double low = 0, high = events + (10 * Math.Sqrt(events + 1)) + 10;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = isHigh(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
