using EdgeDeep.Perception.Keywords;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Motion;

/// <summary>When a gesture counts as made.</summary>
public sealed record GestureOptions
{
    /// <summary>Steps a second of the model's window; each is the mean of the samples in its time.</summary>
    public double StepRate { get; init; } = 10;

    /// <summary>Steps between two looks at the window, at least 1.</summary>
    public int StepsPerLook { get; init; } = 5;

    /// <summary>Looks that are averaged, at least 1.</summary>
    public int AveragedLooks { get; init; } = 3;

    /// <summary>The averaged probability that a gesture needs, above 0 to 1.</summary>
    public float Threshold { get; init; } = 0.6f;

    /// <summary>Seconds after a gesture in which none is recognized, so that one counts once.</summary>
    public double RefractorySeconds { get; init; } = 1.5;

    /// <summary>Classes that are no gestures.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = ["other", "_unknown_", "idle"];
}

/// <summary>A gesture that was recognized.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Seconds">The middle of the window that decided it, counted from the first sample.</param>
/// <param name="Probability">The averaged probability at that moment.</param>
public readonly record struct Gesture(string Label, double Seconds, float Probability);

/// <summary>
/// Finds the gestures of a classifier in a stream of a motion sensor: samples become steps of the model's rate, the model looks at the last
/// window again and again, and a gesture counts where its averaged probability has its peak. Not safe for several threads at once.
/// </summary>
public sealed class GestureRecognizer
{
    private readonly Session _session;
    private readonly GestureOptions _options;
    private readonly PeakDecision _decision;
    private readonly float[] _window, _sum;
    private readonly string[] _labels;
    private readonly int _axes, _steps;
    private readonly double _sampleRate;
    private long _moments, _step;
    private int _inStep;

    /// <summary>Prepares a recognizer.</summary>
    /// <param name="model">A classifier with labels whose one input is a window [1, steps, axes] in g.</param>
    /// <param name="sampleRate">Moments a second of the sensor, at least the options' step rate.</param>
    /// <param name="options">When a gesture counts.</param>
    /// <exception cref="InputException">The model does not fit, or the sensor is too slow.</exception>
    public GestureRecognizer(Model model, double sampleRate, GestureOptions? options = null)
    {
        _options = options ?? new GestureOptions();
        _session = new Session(model);
        _labels = [.. model.Labels];
        PlanTensor input = _session.InputInfo(0);
        if (_session.InputCount != 1 || input.Shape is not [1, > 1, > 0] || _session.OutputCount != 1 || _labels.Length == 0 || _session.OutputInfo(0).Elements != _labels.Length)
        {
            throw new InputException($"Gestures need a classifier with labels and one input [1, steps, axes]; this model has {_session.InputCount} inputs, the first [{string.Join(',', input.Shape)}], and {_labels.Length} labels.");
        }

        if (sampleRate < _options.StepRate || _options is { StepsPerLook: < 1 } or { AveragedLooks: < 1 } or { Threshold: not (> 0 and <= 1) } or { StepRate: not > 0 })
        {
            throw new InputException(FormattableString.Invariant($"Gestures cannot be recognized from {sampleRate} samples a second with {_options}; the sensor has to be at least as fast as the model's steps, and counts are at least 1."));
        }

        (_sampleRate, _steps, _axes) = (sampleRate, input.Shape[1], input.Shape[2]);
        _window = new float[input.Elements];
        _sum = new float[_axes];
        _decision = new PeakDecision(
            [.. _labels.Select(label => !_options.Ignored.Contains(label))], _options.AveragedLooks, _options.Threshold, (long)(_options.RefractorySeconds * _options.StepRate));
    }

    /// <summary>Axes of a moment.</summary>
    public int Axes => _axes;

    /// <summary>Class names, in the order of <see cref="Probabilities"/>.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The averaged probabilities after the last look.</summary>
    public ReadOnlySpan<float> Probabilities => _decision.Average;

    /// <summary>How many times the model has run.</summary>
    public int Looks => _decision.Looks;

    /// <summary>Takes the next samples; allocates nothing but the list of gestures.</summary>
    /// <param name="samples">Accelerations in g, the axes of each moment side by side; whole moments.</param>
    /// <param name="gestures">Receives the gestures, in order.</param>
    public void Accept(ReadOnlySpan<float> samples, ICollection<Gesture> gestures)
    {
        for (int at = 0; at + _axes <= samples.Length; at += _axes)
        {
            for (int axis = 0; axis < _axes; axis++)
            {
                _sum[axis] += samples[at + axis];
            }

            _inStep++;
            _moments++;
            if (_moments * _options.StepRate >= (_step + 1) * _sampleRate)
            {
                EndStep(gestures);
            }
        }
    }

    private void EndStep(ICollection<Gesture> gestures)
    {
        _window.AsSpan(_axes).CopyTo(_window);
        for (int axis = 0; axis < _axes; axis++)
        {
            _window[^(_axes - axis)] = _sum[axis] / _inStep;
            _sum[axis] = 0;
        }

        _inStep = 0;
        _step++;
        if (_step < _steps || _step % _options.StepsPerLook != 0)
        {
            return;
        }

        _session.Reset();
        _session.SetInput(0, _window);
        _session.Run();
        _session.GetOutput(0, _decision.Next);
        int best = _decision.Look(_step, out float probability);
        if (best >= 0)
        {
            double middle = _step - _options.StepsPerLook - ((_options.AveragedLooks - 1) * _options.StepsPerLook / 2.0) - (_steps / 2.0);
            gestures.Add(new Gesture(_labels[best], middle / _options.StepRate, probability));
        }
    }
}
