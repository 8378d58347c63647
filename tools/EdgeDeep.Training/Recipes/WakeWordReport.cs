using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Figures of a wake word model on voices that it never heard: phrases missed, alone and in noise, and false accepts in
/// hours of other sound. The threshold comes from the validation part.
/// </summary>
/// <param name="score">The models.</param>
/// <param name="spoken">Folder of the synthesized clips.</param>
/// <param name="recorded">Recordings by part.</param>
/// <param name="longRecordings">Files of continuous speech for the test.</param>
public sealed class WakeWordReport(WakeWordScore score, string spoken, ILookup<Part, SpeechClip> recorded, IReadOnlyList<string> longRecordings)
{
    private static readonly float[] Thresholds = [0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 0.95f];
    private static readonly double[] NoiseDecibels = [20, 10, 5];
    private readonly WakeWordClips _test = WakeWordClips.Read(spoken, recorded, Part.Test);
    private readonly List<string> _lines = [];

    /// <summary>All figures, a line each.</summary>
    public IReadOnlyList<string> Lines()
    {
        WakeWordOptions options = Choose();
        foreach (IGrouping<string, string> voice in WakeWordClips.Files(Path.Combine(spoken, "test"), "phrase").GroupBy(path => Path.GetFileName(path)[..Path.GetFileName(path).LastIndexOf('_')]))
        {
            Misses($"misses, {voice.Key}, alone", options, voice.Select(path => WakeWordScore.InNoise(WakeWordClips.Trimmed(path), Noise(0, false), 60)));
        }

        foreach (double decibels in NoiseDecibels)
        {
            // Recorded and computed noise in turn.
            Misses(
                Text($"misses, all voices (every second clip), {decibels} dB over noise"), options,
                _test.Phrases.Where((_, i) => i % 2 == 0).Select((clip, i) => WakeWordScore.InNoise(clip, Noise(i, i % 2 == 0), decibels)));
        }

        Misses("heard confusable phrases (every second clip), one at a time", options, _test.Confusables.Where((_, i) => i % 2 == 0).Select((clip, i) => WakeWordScore.InNoise(clip, Noise(i, false), 40)), true);
        FalseAccepts("false accepts, recorded people (single words one after another)", options, [WakeWordScore.Stitched(_test.Words)]);
        FalseAccepts("false accepts, recorded continuous speech", options, longRecordings.Select(Whole));
        FalseAccepts("false accepts, recorded noise", options, [[.. _test.Backgrounds.SelectMany(clip => clip)]]);
        FalseAccepts("false accepts, read texts (synthesized, every third one)", options, WakeWordClips.Files(Path.Combine(spoken, "test"), "text").Where((_, i) => i % 3 == 0).Select(Whole));
        return _lines;
    }

    /// <summary>
    /// The lowest threshold at which the int8 model hears nothing in the validation part's sentences, recorded words and noise
    /// and at most one in twenty of its confusable phrases; the highest where there is none.
    /// </summary>
    private WakeWordOptions Choose()
    {
        WakeWordClips clips = WakeWordClips.Read(spoken, recorded, Part.Validation);
        float[][] phrases = Each(clips.Phrases, 20), confusables = Each(clips.Confusables, 40);
        float[] others = score.Answers(WakeWordScore.Stitched(clips.Sentences.Concat(clips.Words).Concat(clips.Backgrounds)))[^1];
        foreach (float threshold in Thresholds)
        {
            WakeWordOptions options = new() { Threshold = threshold };
            int missed = phrases.Count(answers => WakeWordScore.Heard(answers, options) == 0);
            int alike = confusables.Count(answers => WakeWordScore.Heard(answers, options) > 0), heard = WakeWordScore.Heard(others, options);
            _lines.Add(Text($"validation, int8, threshold {threshold:0.00}: {missed} of {phrases.Length} missed at 20 dB, {alike} of {confusables.Length} confusable phrases heard, {heard} false accepts in {Hours(others.Length):0.00} h of other sound"));
            if ((heard == 0 && alike * 20 <= confusables.Length) || threshold == Thresholds[^1])
            {
                _lines.Add(Text($"threshold {threshold:0.00} for the mean of {options.AveragedFrames} frames"));
                return options;
            }
        }

        throw new InvalidOperationException("there is no threshold");
    }

    /// <summary>The int8 model's answers to clips over noise, one clip at a time.</summary>
    private float[][] Each(IReadOnlyList<float[]> clips, double decibels) =>
        [.. clips.Select((clip, i) => score.Answers(WakeWordScore.InNoise(clip, Noise(i, false), decibels))[^1])];

    private void Misses(string what, WakeWordOptions options, IEnumerable<float[]> sounds, bool countHeard = false)
    {
        int[] counts = new int[score.Models.Count];
        int clips = 0;
        foreach (float[][] answers in sounds.Select(sound => score.Answers(sound)))
        {
            clips++;
            for (int m = 0; m < counts.Length; m++)
            {
                counts[m] += WakeWordScore.Heard(answers[m], options) > 0 == countHeard ? 1 : 0;
            }
        }

        _lines.Add($"{what}: {string.Join(", ", score.Models.Select((model, m) => Text($"{model.Name} {counts[m]}/{clips} = {(double)counts[m] / clips:0.0000}")))}");
    }

    private void FalseAccepts(string what, WakeWordOptions options, IEnumerable<float[]> sounds)
    {
        int[] heard = new int[score.Models.Count];
        int frames = 0;
        foreach (float[][] answers in sounds.Select(sound => score.Answers(sound)))
        {
            frames += answers[0].Length;
            for (int m = 0; m < heard.Length; m++)
            {
                heard[m] += WakeWordScore.Heard(answers[m], options);
            }
        }

        if (frames > 0)
        {
            double hours = Hours(frames);
            _lines.Add(Text($"{what}, {hours:0.000} h: ") + string.Join(", ", score.Models.Select((model, m) =>
            {
                (double low, double high) = PoissonInterval.Of(heard[m]);
                return Text($"{model.Name} {heard[m]} = {heard[m] / hours:0.0} an hour (95 % interval {low / hours:0.0} to {high / hours:0.0})");
            })));
        }
    }

    private static double Hours(int frames) => frames * (double)WakeWordRecipe.Features.Stride / WakeWordClips.Rate / 3600;

    private static float[] Whole(string path) => WavReader.Read(path).AtRate(WakeWordClips.Rate).Samples;

    /// <summary>Ten seconds of noise: recorded in turn, or computed.</summary>
    private float[] Noise(int index, bool isRecorded)
    {
        if (isRecorded && _test.Backgrounds.Count > 0)
        {
            return _test.Backgrounds[index % _test.Backgrounds.Count];
        }

        // One background in twelve is silence, which is no noise.
        float[] noise = new float[10 * WakeWordClips.Rate];
        Random chance = new(index);
        while (!noise.AsSpan().ContainsAnyExcept(0f))
        {
            new AudioAugmenter(new AudioDistortion(), []).Background(chance, noise);
        }

        return noise;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
