using EdgeDeep.Models;
using EdgeDeep.Nano;

namespace EdgeDeep.Firmware.Motion;

/// <summary>Tells from acceleration which exercise a person does; the model of models/motion.</summary>
public sealed class MotionClassifier
{
    /// <summary>Samples that become one step of the model: 100 a second become 10.</summary>
    public const int SamplesPerStep = 10;

    private const int Axes = 3;
    private const int Steps = MotionModel.Input0Elements / Axes;
    private const int StepsPerAnswer = 10;

    private readonly Session _session;
    private readonly float[] _window = new float[MotionModel.Input0Elements];
    private readonly float[] _probabilities = new float[MotionModel.Output0Elements];
    private int _steps;

    /// <summary>Loads the model.</summary>
    public MotionClassifier()
    {
        _session = MotionModel.CreateSession();
        Labels = MotionModel.Labels();
    }

    /// <summary>Names of the answers.</summary>
    public string[] Labels { get; }

    /// <summary>Index of the last answer; 0 is anything but an exercise.</summary>
    public int Answer { get; private set; }

    /// <summary>Probability of the last answer.</summary>
    public float Probability { get; private set; }

    /// <summary>Adds a tenth of a second.</summary>
    /// <param name="samples">x, y and z of <see cref="SamplesPerStep"/> moments, in counts of <see cref="Mpu6050.CountsPerG"/>.</param>
    /// <returns>Whether there is another answer: once a second, as soon as the window is full.</returns>
    public bool Add(short[] samples)
    {
        for (int i = 0; i < _window.Length - Axes; i++)
        {
            _window[i] = _window[i + Axes];
        }

        for (int axis = 0; axis < Axes; axis++)
        {
            int sum = 0;
            for (int i = 0; i < SamplesPerStep; i++)
            {
                sum += samples[(i * Axes) + axis];
            }

            _window[_window.Length - Axes + axis] = sum / (SamplesPerStep * Mpu6050.CountsPerG);
        }

        _steps++;
        if (_steps < Steps || (_steps - Steps) % StepsPerAnswer != 0)
        {
            return false;
        }

        Classify();
        return true;
    }

    private void Classify()
    {
        _session.Input(0).WriteReal(_window);
        _session.Run();
        _session.Output(0).ReadReal(_probabilities);
        int best = 0;
        for (int i = 1; i < _probabilities.Length; i++)
        {
            best = _probabilities[i] > _probabilities[best] ? i : best;
        }

        Answer = best;
        Probability = _probabilities[best];
    }
}
