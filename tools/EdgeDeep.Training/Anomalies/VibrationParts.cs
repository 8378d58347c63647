namespace EdgeDeep.Training.Anomalies;

/// <summary>Scores of one method on what it has not learnt from.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Normal">Scores of held-out normal seconds, by speed.</param>
/// <param name="Heavy">Scores of seconds with a weight, by speed.</param>
/// <param name="Off">Scores of seconds with the fan off.</param>
public sealed record VibrationScores(string Method, double[][] Normal, double[][] Heavy, double[] Off);

/// <summary>The recordings with one block of time of every normal one held out.</summary>
/// <param name="normal">Normal seconds by speed.</param>
/// <param name="heavy">Seconds with a weight by speed.</param>
/// <param name="off">Seconds with the fan off.</param>
/// <param name="block">The block held out.</param>
public sealed class VibrationParts(Vibration[][] normal, Vibration[][] heavy, Vibration[] off, int block)
{
    /// <summary>Normal seconds to learn from, all speeds.</summary>
    public Vibration[] TrainingSamples { get; } = [.. normal.SelectMany(part => part).Where(sample => sample.Block != block)];

    /// <summary>Their spectra.</summary>
    public float[][] Training => [.. TrainingSamples.Select(sample => sample.Spectrum)];

    /// <summary>Held-out normal seconds of a speed.</summary>
    public Vibration[] HeldOut(int speed) => [.. normal[speed].Where(sample => sample.Block == block)];

    /// <summary>Scores everything that is not for learning.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="score">The method.</param>
    public VibrationScores Score(string method, Func<Vibration, double> score) => new(
        method,
        [.. normal.Select((_, speed) => HeldOut(speed).Select(score).ToArray())],
        [.. heavy.Select(part => part.Select(score).ToArray())],
        [.. off.Select(score)]);
}
