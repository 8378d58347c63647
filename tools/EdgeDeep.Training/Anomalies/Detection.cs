namespace EdgeDeep.Training.Anomalies;

/// <summary>How well scores tell anomalies from normal samples; a higher score is more suspicious.</summary>
public static class Detection
{
    /// <summary>
    /// Area under the receiver operating characteristic: the share of all pairs of a normal sample and an anomaly in which
    /// the anomaly has the higher score; equal scores count a half.
    /// </summary>
    /// <param name="normal">Scores of normal samples, at least one.</param>
    /// <param name="anomalies">Scores of anomalies, at least one.</param>
    public static double Area(IReadOnlyCollection<double> normal, IReadOnlyCollection<double> anomalies)
    {
        double wins = 0;
        foreach (double low in normal)
        {
            foreach (double high in anomalies)
            {
                wins += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }

        return wins / ((double)normal.Count * anomalies.Count);
    }

    /// <summary>The number that a share of the scores does not exceed, interpolated between neighbours.</summary>
    /// <param name="scores">At least one score.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(IEnumerable<double> scores, double share)
    {
        double[] sorted = [.. scores.Order()];
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>The share of scores above a threshold.</summary>
    /// <param name="scores">At least one score.</param>
    /// <param name="threshold">The threshold.</param>
    public static double Above(IReadOnlyCollection<double> scores, double threshold) => (double)scores.Count(score => score > threshold) / scores.Count;
}
