using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>Runs a model behind its fixed-point front end: feed samples, read the outputs after each inference.</summary>
/// <remarks>All memory is allocated by the constructor. Not safe for use by several threads at once.</remarks>
public sealed class FrontEndSession
{
    private readonly FrontEndPlan _frontEnd;
    private int _filled, _frames;

    /// <summary>Begins with silence behind it.</summary>
    public FrontEndSession(FrontEndPlan frontEnd)
    {
        _frontEnd = frontEnd;
        Session = new Session(new Model(frontEnd.Plan));
    }

    /// <summary>The session that holds the outputs; <see cref="Feed"/> runs it.</summary>
    public Session Session { get; }

    /// <summary>What it runs.</summary>
    public FrontEndPlan Plan => _frontEnd;

    /// <summary>Frames of sound so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Takes samples, at most until the model has answered.</summary>
    /// <param name="samples">The next mono samples at <see cref="FrontEndPlan.SampleRate"/>, any number of them.</param>
    /// <param name="hasAnswer">Whether the model ran, so that its outputs are new; then samples may be left over.</param>
    /// <returns>How many samples were taken.</returns>
    public int Feed(ReadOnlySpan<short> samples, out bool hasAnswer)
    {
        int taken = 0;
        Span<short> window = Session.Input<short>();
        while (taken < samples.Length)
        {
            int count = Math.Min(samples.Length - taken, window.Length - _filled);
            samples.Slice(taken, count).CopyTo(window[_filled..]);
            taken += count;
            _filled += count;
            if (_filled == window.Length && NextFrame(window))
            {
                hasAnswer = true;
                return taken;
            }
        }

        hasAnswer = false;
        return taken;
    }

    /// <summary>Forgets all sound and the model's state; the next sample is the first one.</summary>
    public void Reset()
    {
        Session.Reset();
        (_filled, _frames, Frames) = (0, 0, 0);
    }

    private bool NextFrame(Span<short> window)
    {
        int stride = _frontEnd.Stride;
        Session.Run(0, _frontEnd.FrameSteps);
        window[stride..].CopyTo(window);
        _filled -= stride;
        Frames++;
        _frames++;
        if (_frames < _frontEnd.FramesPerInference)
        {
            return false;
        }

        _frames = 0;
        Session.Run(_frontEnd.FrameSteps, _frontEnd.Plan.Steps.Count - _frontEnd.FrameSteps);
        return true;
    }
}
