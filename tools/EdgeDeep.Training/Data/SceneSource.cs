using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>A sensor of a scene, in the order of the model's inputs.</summary>
public enum Sensor
{
    /// <summary>Features of one second of sound.</summary>
    Sound,

    /// <summary>Two seconds of acceleration.</summary>
    Motion,

    /// <summary>A small grey picture.</summary>
    Picture,
}

/// <summary>
/// Scenes composed of recordings that were never made together. Four classes, equally often: nobody (noise, a sensor that lies,
/// no face), quiet (noise, a face), speaking (speech, mostly a face), moving (motion, with or without speech and face). A quiet or
/// speaking person wears the sensor in half of the scenes and has put it down in the others. A missing sensor gives zeros.
/// </summary>
/// <param name="material">The recordings of one part of the data.</param>
/// <param name="count">Scenes of a pass.</param>
/// <param name="seed">Seed of scenes that are not drawn anew in each pass.</param>
public sealed class SceneSource(SceneMaterial material, int count, int seed) : SampleSource
{
    /// <summary>Moments of a window of motion.</summary>
    public const int Moments = 20;

    private const double FaceOfSpeaker = 0.7;
    private readonly ImageAugmenter _pictures = new(SceneMaterial.Side, SceneMaterial.Side, 1, new ImageDistortion(10, 0.1, 0.05, 0.06, 0.06, 0, true, 0.1));

    /// <summary>Classes in output order.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["nobody", "quiet", "speaking", "moving"];

    /// <summary>Probability that a sensor is missing, in scenes that are drawn anew; never all at once.</summary>
    public double Dropout { get; init; }

    /// <summary>A sensor that is missing in every scene; null for none.</summary>
    public Sensor? Missing { get; init; }

    /// <summary>Whether each picture is the mean of two of its kind, so that it shows nobody in particular.</summary>
    public bool HasMixedPictures { get; init; }

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => index % Labels.Count;

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        Random chance = random ?? new Random((seed * 1000003) + index);
        int label = LabelOf(index);
        target[label] = 1;
        bool moves = label == 3, speaks = label == 2 || (moves && chance.Next(2) == 0);
        bool wears = label != 0 && chance.Next(2) == 0;
        bool hasFace = label == 1 || (label == 2 && chance.NextDouble() < FaceOfSpeaker) || (moves && chance.Next(2) == 0);
        int picture = SceneMaterial.Side * SceneMaterial.Side, motion = Moments * 3, sound = input.Length - picture - motion;
        Span<float> hears = input[..sound], feels = input[sound..^picture], sees = input[^picture..];
        One(speaks ? material.Speech : material.Noise, chance).CopyTo(hears);
        MotionSeries series = One(moves ? material.Moving : wears ? material.Standing : material.Lying, chance);
        series.Window(chance.Next(series.Length - Moments + 1), Moments).CopyTo(feels);
        Show(hasFace ? material.Faces : material.Others, chance, random is not null, sees);
        int absent = random is not null ? Absent(chance) : Missing is { } sensor ? 1 << (int)sensor : 0;
        Blank(hears, absent, Sensor.Sound);
        Blank(feels, absent, Sensor.Motion);
        Blank(sees, absent, Sensor.Picture);
    }

    private static T One<T>(IReadOnlyList<T> all, Random chance) => all[chance.Next(all.Count)];

    private static void Blank(Span<float> part, int absent, Sensor sensor)
    {
        if ((absent & (1 << (int)sensor)) != 0)
        {
            part.Clear();
        }
    }

    private void Show(IReadOnlyList<float[]> pictures, Random chance, bool distorted, Span<float> sees)
    {
        float[] plain = One(pictures, chance);
        if (HasMixedPictures)
        {
            plain = [.. plain.Zip(One(pictures, chance), (a, b) => (a + b) / 2)];
        }

        if (distorted)
        {
            _pictures.Apply(plain, chance, sees);
        }
        else
        {
            plain.CopyTo(sees);
        }
    }

    /// <summary>A bit for each sensor that is missing.</summary>
    private int Absent(Random chance)
    {
        int absent = 0;
        foreach (Sensor sensor in Enum.GetValues<Sensor>())
        {
            absent |= chance.NextDouble() < Dropout ? 1 << (int)sensor : 0;
        }

        return absent == 7 ? 0 : absent;
    }
}
