using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Ten spoken words, silence and unknown, split by speaker, taught by a head on two published networks. Recipes differ in
/// the network that learns; decoded recordings and features are kept for all of them together.
/// </summary>
public abstract class KeywordData : ClassifierRecipe
{
    private const string CacheName = "keywords";
    private const string SpeechFolder = "../shared/data/speech", TeacherFolder = "../shared/data";
    private const double TeacherShare = 0.7;
    private const int SynthesizedPerPass = 900;

    private static readonly SpectrogramSpec Spec = new()
    {
        Features = new MfccOptions { HighHz = 7600, Coefficients = 13, Peak = PeakMode.Absolute },
    };

    /// <summary>[h,w,c] of one sample: 49 frames of 13 cepstral coefficients.</summary>
    protected static int[] InputShape => [Spec.Features.Frames, Spec.Features.FeaturesPerFrame, 1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels { get; } =
        ["down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "_silence_", "_unknown_"];

    /// <inheritdoc/>
    public override string? Preprocessing => Spec.ToString();

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on Speech Commands clips (CC-BY-4.0) and synthesized speech, taught with the help of Google's speech embedding and the MLPerf Tiny keyword network (both Apache-2.0)";

    private int Silence => Labels.Count - 2;

    /// <inheritdoc/>
    public override DataParts Load(RecipeCall call, Action<string> say)
    {
        string cache = Path.Combine(call.Cache, CacheName);
        string speech = call.Data ?? Folders.FirstThatExists(SpeechFolder)
            ?? throw new InputException("No speech recordings; give --data with a folder that holds one or more folders of Speech Commands class folders.");
        SpeechFolders reader = new(Labels, cache);
        List<(string Path, SpeechClip Clip)> recorded = [.. Directory.GetDirectories(speech).Order(StringComparer.Ordinal).SelectMany(folder => reader.Read(folder, false))];
        ILookup<Part, SpeechClip> parts = recorded.ToLookup(item => SpeakerSplit.Of(item.Path), item => item.Clip);
        string spoken = Path.Combine(cache, "synthesized");
        List<SpeechClip> synthesized = Directory.Exists(spoken) ? [.. reader.Read(spoken, true).Select(item => item.Clip)] : [];
        say($"{recorded.Count} recordings of {recorded.Select(item => SpeakerSplit.SpeakerOf(item.Path)).Distinct().Count()} speakers: {parts[Part.Train].Count()} to learn from, {parts[Part.Validation].Count()} for validation, {parts[Part.Test].Count()} for the test; {synthesized.Count} synthesized clips to learn from");

        List<SpeechClip> training = call.IsMeasuredOnly ? [] : [.. parts[Part.Train], .. synthesized];
        AudioAugmenter augmenter = new(new AudioDistortion(), [.. parts[Part.Train].Where(clip => clip.Label == Silence).Select(clip => clip.Samples)]);
        PoolOptions options = new(Spec, Silence, call.Options.Seed) { Threads = call.Options.Threads };
        using SpeechDescriber? trunk = SpeechDescriber.TryOpen(call.Teacher ?? Folders.FirstThatExists(TeacherFolder));
        VariantPool Pool(IReadOnlyList<SpeechClip> clips, PoolOptions variants, string part)
        {
            string file = Path.Combine(cache, $"variants-{StableHash.Hex($"{variants} {trunk is null} {clips.Count} {new AudioDistortion()}")}{part}.bin");
            return new VariantPool(clips, variants, augmenter, trunk, file, done => Tell(done, clips.Count, say));
        }

        PoolOptions plain = options with { RecordedVariants = 1 };
        VariantPool pool = Pool(training, options, string.Empty);
        VariantPool validation = Pool([.. parts[Part.Validation]], plain, "-validation"), test = Pool([.. parts[Part.Test]], plain, "-test");
        float[][][]? targets = trunk is null || call.IsMeasuredOnly ? null
            : KeywordTeacher.Answers(pool, First(validation, validation.Descriptions), First(test, test.Descriptions), Labels.Count, Name, call, say);
        SpecAugment mask = new(Spec.Features.Frames, Spec.Features.FeaturesPerFrame, 3, 8, 0);
        FeaturePool samples = new(pool, pool.Features, targets, TeacherShare, SynthesizedPerPass, mask);
        List<(string, SampleSource)> tests = [("test", First(test, test.Features))];
        if (Folders.FirstThatExists("models/keywords/clips") is string clips)
        {
            VariantPool shipped = Pool([.. reader.Read(clips, false).Select(item => item.Clip)], plain, "-shipped");
            tests.Add(("shipped clips", First(shipped, shipped.Features)));
        }

        int[] recordings = [.. Enumerable.Range(0, Math.Min(training.Count, parts[Part.Train].Count())).Where(i => i % 10 == 0)];
        MemorySource calibration = new([.. recordings.Select(i => pool.Features[i][0])], [.. recordings.Select(i => training[i].Label)]);
        return new DataParts(samples, First(validation, validation.Features), tests, calibration);
    }

    private static void Tell(int done, int count, Action<string> say)
    {
        if (done % 1000 == 0)
        {
            say($"features of {done} of {count} clips");
        }
    }

    /// <summary>The recordings as they are: a pool's first variants.</summary>
    private static MemorySource First(VariantPool pool, float[][][] inputs) =>
        new([.. inputs.Select(variants => variants[0])], [.. pool.Clips.Select(clip => clip.Label)]);
}
