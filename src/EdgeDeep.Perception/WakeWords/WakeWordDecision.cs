namespace EdgeDeep.Perception.WakeWords;

/// <summary>Decides from one probability a frame when the phrase was spoken: a mean over the last frames, a threshold, a pause.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class WakeWordDecision
{
    private readonly WakeWordOptions _options;
    private readonly float[] _last;
    private int _frames, _quiet;

    /// <summary>Starts with silence behind it.</summary>
    /// <param name="options">When the phrase counts as heard.</param>
    /// <exception cref="InputException">The options cannot be.</exception>
    public WakeWordDecision(WakeWordOptions options)
    {
        if (options.Problem() is string problem)
        {
            throw new InputException($"Wake word detection cannot be set up: {problem}.");
        }

        _options = options;
        _last = new float[options.AveragedFrames];
    }

    /// <summary>The averaged probability after the last frame.</summary>
    public float Average { get; private set; }

    /// <summary>Takes the next frame's probability.</summary>
    /// <returns>Whether the phrase is heard in this frame.</returns>
    public bool Accept(float probability)
    {
        _last[_frames++ % _last.Length] = probability;
        float sum = 0;
        foreach (float value in _last)
        {
            sum += value;
        }

        Average = sum / _last.Length;
        if (_quiet > 0)
        {
            _quiet--;
            return false;
        }

        if (Average < _options.Threshold)
        {
            return false;
        }

        _quiet = _options.RefractoryFrames;
        return true;
    }

    /// <summary>Forgets all frames.</summary>
    public void Reset()
    {
        Array.Clear(_last);
        (_frames, _quiet, Average) = (0, 0, 0);
    }
}
