using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Learning;

/// <summary>Streams of sound through models that answer frame by frame, and what would have been heard.</summary>
/// <param name="features">Features of one frame.</param>
/// <param name="models">The models; each one gets every frame.</param>
public sealed class WakeWordScore(MfccOptions features, params FrameModel[] models)
{
    private readonly Mfcc _mfcc = new(features with { Frames = 1 });

    /// <summary>The models.</summary>
    public IReadOnlyList<FrameModel> Models => models;

    /// <summary>The probabilities of every frame of a stream: one row a model.</summary>
    /// <param name="samples">The sound; the models start anew with it.</param>
    public float[][] Answers(ReadOnlySpan<float> samples)
    {
        int frames = Math.Max(0, ((samples.Length - features.Window) / features.Stride) + 1);
        float[][] answers = [.. models.Select(_ => new float[frames])];
        Array.ForEach(models, model => model.Reset());
        float[] frame = new float[features.FeaturesPerFrame];
        for (int i = 0; i < frames; i++)
        {
            _mfcc.ComputeFrame(samples.Slice(i * features.Stride, features.Window), frame);
            for (int m = 0; m < models.Length; m++)
            {
                answers[m][i] = models[m].Step(frame);
            }
        }

        return answers;
    }

    /// <summary>How often the phrase is heard.</summary>
    /// <param name="probabilities">One a frame.</param>
    /// <param name="options">When it counts as heard.</param>
    public static int Heard(IEnumerable<float> probabilities, WakeWordOptions options)
    {
        WakeWordDecision decision = new(options);
        return probabilities.Count(decision.Accept);
    }

    /// <summary>A clip with silence before and behind it, over noise.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="noise">The noise; it is repeated.</param>
    /// <param name="decibels">Power of the clip over that of the noise.</param>
    public static float[] InNoise(ReadOnlySpan<float> clip, ReadOnlySpan<float> noise, double decibels)
    {
        const int Before = WakeWordClips.Rate * 3 / 2, Behind = WakeWordClips.Rate / 2;
        float[] sound = new float[Before + clip.Length + Behind];
        clip.CopyTo(sound.AsSpan(Before));
        double power = Power(noise), gain = power > 0 ? Math.Sqrt(Power(clip) / power) * Math.Pow(10, -decibels / 20) : 0;
        for (int i = 0; i < sound.Length; i++)
        {
            sound[i] = Math.Clamp(sound[i] + (float)(gain * noise[i % noise.Length]), -1, 1);
        }

        return sound;
    }

    /// <summary>Clips one after another with half a second between them.</summary>
    /// <param name="clips">The clips.</param>
    public static float[] Stitched(IEnumerable<float[]> clips) => [.. clips.SelectMany(clip => clip.Concat(new float[WakeWordClips.Rate / 2]))];

    private static double Power(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += (double)sample * sample;
        }

        return sum / Math.Max(1, samples.Length);
    }
}
