namespace EdgeDeep.Training.Data;

/// <summary>Windows of 3.2 seconds at 10 Hz, [32,3] in g, cut from recordings every second.</summary>
/// <remarks>
/// Where chances are taken, a window is moved, played faster or slower, turned, scaled and made noisy, as other people and
/// other ways to wear the sensor would do.
/// </remarks>
public sealed class MotionWindows : SampleSource
{
    /// <summary>Steps of a window.</summary>
    public const int Steps = 32;

    /// <summary>Axes of a step.</summary>
    public const int Axes = 3;

    private const int Averaged = 10, Length = Steps * Averaged, Hop = MotionRecording.Rate;
    private const double Faster = 1.25, Turn = 0.35, Scale = 0.15, Noise = 0.02;

    private readonly List<(MotionRecording Recording, int Start, int Label)> _windows = [];

    /// <summary>Cuts the windows.</summary>
    /// <param name="recordings">The recordings; a short one is held at its last sample.</param>
    /// <param name="labels">Class names; a recording of none of them counts as the first class.</param>
    /// <param name="balance">Repeats the windows of a rare class as often as the root of its rarity, for training.</param>
    public MotionWindows(IEnumerable<MotionRecording> recordings, IReadOnlyList<string> labels, bool balance = false)
    {
        foreach (MotionRecording recording in recordings)
        {
            for (int start = 0; start == 0 || start + Length <= recording.Count; start += Hop)
            {
                _windows.Add((recording, start, Math.Max(0, recording.Label is { } label ? Array.IndexOf([.. labels], label) : 0)));
            }
        }

        if (balance)
        {
            (MotionRecording, int, int Label)[][] classes = [.. _windows.GroupBy(window => window.Label).Select(group => group.ToArray())];
            int most = classes.Max(windows => windows.Length);
            _windows = [.. classes.SelectMany(windows => Enumerable.Repeat(windows, (int)Math.Round(Math.Sqrt((double)most / windows.Length)))).SelectMany(windows => windows)];
        }
    }

    /// <inheritdoc/>
    public override int Count => _windows.Count;

    /// <summary>The recording that a window is cut from.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public string RecordingOf(int index) => _windows[index].Recording.Name;

    /// <inheritdoc/>
    public override int LabelOf(int index) => _windows[index].Label;

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        (MotionRecording recording, int start, int label) = _windows[index];
        target[label] = 1;
        if (random is null)
        {
            Cut(recording, start, 1, input);
            return;
        }

        double speed = Math.Pow(Faster, (random.NextDouble() * 2) - 1);
        double last = Math.Max(0, recording.Count - (Length * speed));
        Cut(recording, Math.Clamp(start + ((random.NextDouble() - 0.5) * Hop), 0, last), speed, input);
        Distort(input, random);
    }

    private static void Cut(MotionRecording recording, double start, double speed, Span<float> input)
    {
        for (int step = 0; step < Steps; step++)
        {
            for (int axis = 0; axis < Axes; axis++)
            {
                float sum = 0;
                for (int i = 0; i < Averaged; i++)
                {
                    double at = Math.Min(start + (((step * Averaged) + i) * speed), recording.Count - 1);
                    int before = (int)at, after = Math.Min(before + 1, recording.Count - 1);
                    sum += float.Lerp(recording.Samples[(before * Axes) + axis], recording.Samples[(after * Axes) + axis], (float)(at - before));
                }

                input[(step * Axes) + axis] = sum / Averaged;
            }
        }
    }

    /// <summary>Turns about each axis in a row, scales, and adds noise.</summary>
    private static void Distort(Span<float> input, Random random)
    {
        for (int axis = 0; axis < Axes; axis++)
        {
            (float sine, float cosine) = MathF.SinCos((float)(((random.NextDouble() * 2) - 1) * Turn));
            int a = (axis + 1) % Axes, b = (axis + 2) % Axes;
            for (int i = 0; i < input.Length; i += Axes)
            {
                (input[i + a], input[i + b]) = ((cosine * input[i + a]) - (sine * input[i + b]), (sine * input[i + a]) + (cosine * input[i + b]));
            }
        }

        float scale = (float)(1 + (((random.NextDouble() * 2) - 1) * Scale));
        foreach (ref float value in input)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            value = (value * scale) + (float)(normal * Noise);
        }
    }
}
