using System.Runtime.InteropServices;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>What a <see cref="VariantPool"/> computes.</summary>
/// <param name="Spec">The features.</param>
/// <param name="SilenceLabel">The class of background noise.</param>
/// <param name="Seed">Seed of all chances.</param>
public sealed record PoolOptions(SpectrogramSpec Spec, int SilenceLabel, int Seed)
{
    /// <summary>Variants of a recorded clip; the first is the clip as it is.</summary>
    public int RecordedVariants { get; init; } = 12;

    /// <summary>Variants of a synthesized clip.</summary>
    public int SynthesizedVariants { get; init; } = 2;

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>Features, and descriptions by frozen networks, of several distorted variants of every clip, computed once.</summary>
public sealed class VariantPool
{
    private readonly PoolOptions _options;
    private readonly AudioAugmenter _augmenter;
    private readonly SpeechDescriber? _trunk;

    /// <summary>Computes all variants, or reads them from a file.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="augmenter">How clips are distorted.</param>
    /// <param name="trunk">The frozen networks; null for features only.</param>
    /// <param name="file">Where the numbers are kept for the next run.</param>
    /// <param name="progress">Told the number of clips done.</param>
    public VariantPool(
        IReadOnlyList<SpeechClip> clips, PoolOptions options, AudioAugmenter augmenter, SpeechDescriber? trunk, string file, Action<int> progress)
    {
        (Clips, _options, _augmenter, _trunk) = (clips, options, augmenter, trunk);
        Features = [.. clips.Select(clip => new float[clip.IsSynthesized ? options.SynthesizedVariants : options.RecordedVariants][])];
        Descriptions = [.. Features.Select(variants => new float[variants.Length][])];
        if (File.Exists(file))
        {
            Read(file);
            return;
        }

        int done = 0;
        int[] shape = [1, options.Spec.Features.Frames, options.Spec.Features.FeaturesPerFrame, 1];
        Parallel.For(
            0, clips.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, () => Preprocessor.Create(options.Spec, shape),
            (i, _, preprocessor) =>
            {
                Compute(i, preprocessor);
                progress(Interlocked.Increment(ref done));
                return preprocessor;
            },
            _ => { });
        Write(file);
    }

    /// <summary>The clips.</summary>
    public IReadOnlyList<SpeechClip> Clips { get; }

    /// <summary>[clip][variant] features.</summary>
    public float[][][] Features { get; }

    /// <summary>[clip][variant] descriptions; empty arrays without a trunk.</summary>
    public float[][][] Descriptions { get; }

    private void Compute(int i, Preprocessor preprocessor)
    {
        Random random = new((_options.Seed * 1_000_003) + i);
        for (int v = 0; v < Features[i].Length; v++)
        {
            float[] samples = v == 0 && !Clips[i].IsSynthesized ? Clips[i].Samples : Distorted(Clips[i], random);
            preprocessor.ToTensor(new AudioClip(samples, 16000), Features[i][v] = new float[preprocessor.ElementCount]);
            Descriptions[i][v] = _trunk?.Describe(samples) ?? [];
        }
    }

    private float[] Distorted(SpeechClip clip, Random random)
    {
        float[] samples = new float[SpeechClip.Length];
        if (clip.Label == _options.SilenceLabel && random.Next(2) == 0)
        {
            _augmenter.Background(random, samples);
        }
        else
        {
            _augmenter.Apply(clip.Samples, random, samples);
        }

        return samples;
    }

    private void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (BinaryWriter writer = new(File.Create(file + ".part")))
        {
            foreach (float[] values in Features.Concat(Descriptions).SelectMany(variants => variants))
            {
                writer.Write(values.Length);
                writer.Write(MemoryMarshal.AsBytes<float>(values));
            }
        }

        File.Move(file + ".part", file);
    }

    private void Read(string file)
    {
        using BinaryReader reader = new(new BufferedStream(File.OpenRead(file), 1 << 20));
        foreach (float[][] variants in Features.Concat(Descriptions))
        {
            for (int v = 0; v < variants.Length; v++)
            {
                variants[v] = new float[reader.ReadInt32()];
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(variants[v].AsSpan()));
            }
        }
    }
}
