namespace EdgeDeep.Perception.Keywords;

/// <summary>
/// Turns the answers of a classifier that looks at a stream again and again into events: the probabilities of several looks are averaged,
/// and a class counts when its average is the highest, has passed the threshold and rises no more.
/// </summary>
/// <param name="isWanted">For each class whether it is an event.</param>
/// <param name="averaged">Looks that are averaged, at least 1.</param>
/// <param name="threshold">The averaged probability that an event needs.</param>
/// <param name="refractory">For how long nothing follows an event, in the units of <see cref="Look"/>.</param>
internal sealed class PeakDecision(bool[] isWanted, int averaged, float threshold, long refractory)
{
    private readonly float[][] _history = [.. Enumerable.Range(0, averaged).Select(_ => new float[isWanted.Length])];
    private readonly float[] _average = new float[isWanted.Length], _before = new float[isWanted.Length];
    private int _last = -1;
    private long _quietUntil;

    /// <summary>Looks so far.</summary>
    public int Looks { get; private set; }

    /// <summary>The averaged probabilities after the last look.</summary>
    public ReadOnlySpan<float> Average => _average;

    /// <summary>Receives the probabilities of the next look.</summary>
    public float[] Next => _history[Looks % _history.Length];

    /// <summary>Counts the look that was written to <see cref="Next"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probability">The averaged probability of the event.</param>
    /// <returns>The class whose average has just passed its peak: the look before this one was the best; -1 for none.</returns>
    public int Look(long now, out float probability)
    {
        Looks++;
        _average.CopyTo(_before, 0);
        for (int i = 0; i < _average.Length; i++)
        {
            float sum = 0;
            foreach (float[] look in _history)
            {
                sum += look[i];
            }

            _average[i] = sum / _history.Length;
        }

        return Decide(now, out probability);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Array.ForEach(_history, Array.Clear);
        Array.Clear(_average);
        (Looks, _last, _quietUntil) = (0, -1, 0);
    }

    private int Decide(long now, out float probability)
    {
        int best = _before.AsSpan().IndexOf(_before.Max());
        probability = _before[best];
        if (_last >= 0 && _average[_last] < threshold)
        {
            _last = -1;
        }

        // The class of the last event stays in the window for a while: its average must have fallen before it can be the next one.
        if (!isWanted[best] || best == _last || _before[best] < threshold || _average[best] > _before[best] || now < _quietUntil)
        {
            return -1;
        }

        _last = best;
        _quietUntil = now + refractory;
        return best;
    }
}
