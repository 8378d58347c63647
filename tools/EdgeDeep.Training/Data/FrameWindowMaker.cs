using EdgeDeep.Perception.Audio;
using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>Puts sounds together to windows in which a phrase ends, or does not occur, and distorts them. For one thread.</summary>
public sealed class FrameWindowMaker
{
    private static readonly AudioDistortion OtherVoice = new() { Speed = 0.2, Shift = 0, Room = 0, Colour = 0, Noise = 0 };
    private static readonly AudioDistortion Place = new() { Speed = 0, Shift = 0, SignalToNoise = (3, 35), Noise = 0.7 };

    private readonly WakeWordClips _clips;
    private readonly Mfcc _features;
    private readonly AudioAugmenter _voice = new(OtherVoice, []), _place;
    private readonly int _past, _samples;

    /// <summary>Prepares the maker.</summary>
    /// <param name="clips">The sounds.</param>
    /// <param name="features">Features and number of frames of a window.</param>
    /// <param name="past">Frames at the start that get no answer.</param>
    public FrameWindowMaker(WakeWordClips clips, MfccOptions features, int past)
    {
        (_clips, _features, _past) = (clips, new Mfcc(features), past);
        _samples = (int)features.CoveredSamples;
        _place = new AudioAugmenter(Place, clips.Backgrounds);
    }

    /// <summary>A window in which the phrase ends, mostly with other speech around it.</summary>
    /// <param name="random">Where chances come from.</param>
    public FrameWindow WithPhrase(Random random)
    {
        float[] sound = new float[_samples];
        float[] phrase = Respoken(Pick(_clips.Phrases, random), random);
        int stride = _features.Options.Stride, end = random.Next((_past + 6) * stride, _samples - (4 * stride));
        Put(sound, phrase, end - phrase.Length);
        if (random.Next(2) == 0)
        {
            float[] before = Other(random);
            Put(sound, before, end - phrase.Length - random.Next(400, 9600) - before.Length);
        }

        if (random.Next(2) == 0)
        {
            Put(sound, Other(random), end + random.Next(400, 9600));
        }

        return Finish(sound, end / stride, random);
    }

    /// <summary>A window without the phrase: other speech one after another, or noise.</summary>
    /// <param name="random">Where chances come from.</param>
    public FrameWindow WithoutPhrase(Random random)
    {
        float[] sound = new float[_samples];
        if (random.Next(12) == 0 && _clips.Backgrounds.Count > 0)
        {
            _place.Background(random, sound);
            return Finish(sound, null, random);
        }

        for (int at = -random.Next(_samples / 2); at < sound.Length;)
        {
            float[] other = Other(random);
            Put(sound, other, at);
            at += other.Length + random.Next(800, 9600);
        }

        return Finish(sound, null, random);
    }

    private static float[] Pick(IReadOnlyList<float[]> clips, Random random) => clips[random.Next(clips.Count)];

    /// <summary>Adds what of a clip lies within the window.</summary>
    private static void Put(Span<float> sound, ReadOnlySpan<float> clip, int at)
    {
        for (int i = Math.Max(0, -at); i < clip.Length && at + i < sound.Length; i++)
        {
            sound[at + i] += clip[i];
        }
    }

    /// <summary>Another speed, pitch and loudness.</summary>
    private float[] Respoken(float[] clip, Random random)
    {
        int border = clip.Length / 5;
        float[] padded = new float[clip.Length + (2 * border)], result = new float[padded.Length];
        clip.CopyTo(padded, border);
        _voice.Apply(padded, random, result);
        return SpeechFolders.Trim(result).ToArray();
    }

    /// <summary>Speech that is not the phrase; of long texts a piece.</summary>
    private float[] Other(Random random)
    {
        float[] clip = random.Next(10) switch
        {
            < 4 => Pick(_clips.Confusables, random),
            < 7 when _clips.Sentences.Count > 0 => Pick(_clips.Sentences, random),
            _ => Pick(_clips.Words, random),
        };
        if (clip.Length > _samples)
        {
            clip = clip.AsSpan(random.Next(clip.Length - _samples), _samples).ToArray();
        }

        return Respoken(clip, random);
    }

    private FrameWindow Finish(float[] sound, int? end, Random random)
    {
        float[] distorted = new float[_samples];
        _place.Apply(sound, random, distorted);
        float[] features = new float[_features.Options.Frames * _features.Options.FeaturesPerFrame];
        _features.Compute(distorted, features);
        return new FrameWindow(features, FrameWindow.TargetsOf(_features.Options.Frames, end));
    }
}
