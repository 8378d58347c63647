namespace EdgeDeep.Perception.Faces;

/// <summary>Thresholds by what they let through.</summary>
public static class FaceThreshold
{
    /// <summary>The lowest threshold at which not more than a share of pairs of different people pass.</summary>
    /// <param name="impostors">Cosines of pairs of different people.</param>
    /// <param name="rate">The share, above 0 and below 1.</param>
    /// <exception cref="InputException">There are too few pairs to say anything about that share.</exception>
    public static float For(IReadOnlyCollection<float> impostors, double rate)
    {
        if (rate is not (> 0 and < 1))
        {
            throw new InputException("a false-accept rate is above 0 and below 1.");
        }

        if (impostors.Count * rate < 1)
        {
            throw new InputException($"{impostors.Count} pairs of different people say nothing about a false-accept rate of {rate}; give at least {Math.Ceiling(1 / rate)} pairs.");
        }

        float[] sorted = [.. impostors.OrderDescending()];
        return MathF.BitIncrement(sorted[(int)Math.Floor(sorted.Length * rate)]);
    }

    /// <summary>The receiver operating characteristic: for every threshold that changes something, the shares that pass.</summary>
    /// <param name="genuine">Cosines of pairs of one person.</param>
    /// <param name="impostors">Cosines of pairs of different people.</param>
    public static IReadOnlyList<(float Threshold, double FalseAccepts, double TrueAccepts)> Curve(IReadOnlyCollection<float> genuine, IReadOnlyCollection<float> impostors) =>
    [
        .. genuine.Concat(impostors).Distinct().OrderDescending().Select(threshold => (
            threshold,
            impostors.Count(similarity => similarity >= threshold) / (double)impostors.Count,
            genuine.Count(similarity => similarity >= threshold) / (double)genuine.Count)),
    ];
}
