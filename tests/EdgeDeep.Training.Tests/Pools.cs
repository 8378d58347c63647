using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Tests;

/// <summary>Variants of clips, and the samples drawn from them.</summary>
public sealed class Pools : IDisposable
{
    private const int Silence = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-pool").FullName;

    private static PoolOptions Options => new(new SpectrogramSpec { Features = new MfccOptions() }, Silence, 1) { RecordedVariants = 3, SynthesizedVariants = 2 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Variants_differ_follow_from_the_seed_and_survive_the_file()
    {
        SpeechClip[] clips = [Clip(0, false), Clip(1, true)];
        string file = Path.Combine(_folder, "variants.bin");
        VariantPool first = Create(clips, file), fromFile = Create(clips, file), again = Create(clips, Path.Combine(_folder, "again.bin"));
        Assert.Equal([3, 2], first.Features.Select(variants => variants.Length));
        Assert.NotEqual(first.Features[0][1], first.Features[0][2]);
        Assert.Equal(first.Features, fromFile.Features);
        Assert.Equal(first.Features, again.Features);
    }

    [Fact]
    public void Synthesized_clips_are_drawn_from_all_classes_equally_often()
    {
        // Ten clips of class 0 and one of class 1: both classes come up 50 times in 100.
        SpeechClip[] clips = [Clip(0, false), .. Enumerable.Range(0, 10).Select(_ => Clip(0, true)), Clip(1, true)];
        FeaturePool samples = new(Create(clips, Path.Combine(_folder, "v.bin")), [.. clips.Select(_ => new[] { new float[4] })], null, 0, 100, null);
        Assert.Equal(101, samples.Count);
        Assert.Equal(50, Enumerable.Range(1, 100).Count(i => samples.LabelOf(i) == 1));
    }

    [Fact]
    public void A_teacher_counts_by_its_share()
    {
        SpeechClip[] clips = [Clip(0, false)];
        float[][][] teacher = [[[0f, 1f, 0f]]];
        FeaturePool samples = new(Create(clips, Path.Combine(_folder, "t.bin")), [[new float[4]]], teacher, 0.75, 0, null);
        float[] target = new float[3];
        samples.Fill(0, null, new float[4], target);
        Assert.Equal([0.25f, 0.75f, 0f], target);
    }

    [Fact]
    public void The_mel_filters_are_those_of_the_published_front_end()
    {
        // Constants of openWakeWord's melspectrogram.tflite, [bin, band], six decimals.
        SlaneyLogMel mel = new();
        double[] first = [0, 0.000545, 0.007361, 0.014177, 0.008544, 0.001728, 0];
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(first[i], mel.Weight(0, i + 1), 2e-6));
        double[] twentieth = [0.002318, 0.004772, 0.007225, 0.007796, 0.005508, 0.00322, 0.000932];
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(twentieth[i], mel.Weight(20, i + 50), 2e-6));
    }

    private static VariantPool Create(SpeechClip[] clips, string file) =>
        new(clips, Options, new AudioAugmenter(new AudioDistortion(), []), null, file, _ => { });

    private static SpeechClip Clip(int label, bool synthesized) =>
        new([.. Enumerable.Range(0, SpeechClip.Length).Select(i => 0.3f * MathF.Sin(i * 0.05f * (label + 1)))], label, synthesized);
}
