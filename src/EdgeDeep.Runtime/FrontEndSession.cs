using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>Runs a model that has an audio front end: feed samples, read the outputs after each inference.</summary>
/// <remarks>All memory is allocated by the constructor. Not safe for use by several threads at once.</remarks>
public sealed class FrontEndSession
{
    private readonly int _steps;
    private int _filled, _frames;

    /// <summary>Begins with silence behind it.</summary>
    /// <exception cref="ModelFormatException">The model has no front end.</exception>
    public FrontEndSession(Model model)
    {
        Schedule = FrameSchedule.Of(model.Plan) ?? throw new ModelFormatException("The model has no audio front end.");
        _steps = model.Plan.Steps.Count;
        Session = new Session(model);
    }

    /// <summary>The session that holds the outputs; <see cref="Feed"/> runs it.</summary>
    public Session Session { get; }

    /// <summary>When frames and inferences are due.</summary>
    public FrameSchedule Schedule { get; }

    /// <summary>Whether inferences that are due are left out; frames go on, and the outputs are those of the last inference.</summary>
    public bool SkipsInferences { get; set; }

    /// <summary>Frames of sound so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Takes samples, at most until the model has answered. Allocates nothing.</summary>
    /// <param name="samples">The next mono samples at the schedule's rate, any number of them.</param>
    /// <param name="hasAnswer">Whether an inference was due, so that the outputs are new unless it was skipped; then samples may be left over.</param>
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
        Session.Run(0, Schedule.FrameSteps);
        window[Schedule.Stride..].CopyTo(window);
        _filled -= Schedule.Stride;
        Frames++;
        _frames++;
        if (_frames < Schedule.FramesPerInference)
        {
            return false;
        }

        _frames = 0;
        if (!SkipsInferences)
        {
            Session.Run(Schedule.FrameSteps, _steps - Schedule.FrameSteps);
        }

        return true;
    }
}
