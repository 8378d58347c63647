using System.IO.Compression;
using EdgeDeep.Perception;
using EdgeDeep.TestSupport;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Writing;

namespace EdgeDeep.Training.Tests;

/// <summary>File formats, and augmentation that follows from its seed.</summary>
public sealed class Readers : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-read").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Idx_is_read_plain_and_gzipped()
    {
        byte[] file = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        string plain = Path.Combine(_folder, "plain"), zipped = Path.Combine(_folder, "zipped.gz");
        File.WriteAllBytes(plain, file);
        using (GZipStream gzip = new(File.Create(zipped), CompressionMode.Compress))
        {
            gzip.Write(file);
        }

        foreach (string path in (string[])[plain, zipped])
        {
            IdxArray array = IdxReader.Read(path);
            Assert.Equal([2, 3], array.Shape);
            Assert.Equal([1, 2, 3, 4, 5, 6], array.Bytes);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 9, 1 }, "cut short")]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 1, 1 }, "no IDX file")]
    [InlineData(new byte[] { 0, 0, 8, 2, 127, 255, 255, 255, 127, 255, 255, 255 }, "impossible size")]
    public void A_damaged_idx_file_is_a_clear_error(byte[] file, string message)
    {
        string path = Path.Combine(_folder, "bad");
        File.WriteAllBytes(path, file);
        Assert.Contains(message, Assert.Throws<InputException>(() => IdxReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shared_digits_are_7000_and_1500()
    {
        (DigitSet train, DigitSet test) = DigitData.Read(SharedData.PathOf("digits"));
        Assert.Equal((7000, 1500), (train.Labels.Count, test.Labels.Count));
        Assert.Empty(train.Pixels.Select(Convert.ToHexString).Intersect(test.Pixels.Select(Convert.ToHexString)));
    }

    [Fact]
    public void Npy_has_an_aligned_header_and_little_endian_floats()
    {
        string path = Path.Combine(_folder, "a.npy");
        NpyWriter.Write(path, [1, 2], [1f, -2f]);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal(128 + 8, file.Length);
        Assert.Equal((byte)'\n', file[127]);
        Assert.Equal(-2f, BitConverter.ToSingle(file, 132));
    }

    [Fact]
    public void Pictures_are_distorted_by_the_seed_and_left_alone_without_distortion()
    {
        float[] source = [.. Enumerable.Range(0, 64).Select(i => i / 64f)];
        float[] a = new float[64], b = new float[64], same = new float[64];
        ImageAugmenter augmenter = new(8, 8, 1, new ImageDistortion());
        augmenter.Apply(source, new Random(5), a);
        augmenter.Apply(source, new Random(5), b);
        Assert.Equal(a, b);
        Assert.NotEqual(source, a);
        new ImageAugmenter(8, 8, 1, new ImageDistortion(0, 0, 0, 0, 0, 0, false, 0)).Apply(source, new Random(5), same);
        Assert.All(source.Zip(same), pair => Assert.InRange(pair.Second, (pair.First * 0.79f) - 1e-6f, (pair.First * 1.21f) + 1e-6f));
    }

    [Fact]
    public void Noise_is_mixed_at_the_ratio_asked_for()
    {
        float[] tone = [.. Enumerable.Range(0, 16000).Select(i => 0.1f * MathF.Sin(i * 0.3f))], target = new float[16000];
        AudioDistortion onlyNoise = new() { Speed = 0, Shift = 0, Room = 0, Colour = 0, Noise = 1, SignalToNoise = (20, 20) };
        new AudioAugmenter(onlyNoise, []).Apply(tone, new Random(2), target);

        // The gain is unknown: find it by projection, what is left over is noise.
        double gain = tone.Zip(target, (t, y) => (double)t * y).Sum() / tone.Sum(t => (double)t * t);
        double noise = tone.Zip(target, (t, y) => Math.Pow(y - (gain * t), 2)).Sum(), signal = tone.Sum(t => gain * gain * t * t);
        Assert.InRange(10 * Math.Log10(signal / noise), 19.5, 20.5);
    }

    [Fact]
    public void Frames_shift_and_the_border_is_repeated()
    {
        SpecAugment shift = new(3, 1, 1, 0, 0);
        HashSet<string> seen = [];
        for (int seed = 0; seed < 50; seed++)
        {
            float[] features = [1, 2, 3];
            shift.Apply(features, new Random(seed));
            seen.Add(string.Join(',', features));
        }

        Assert.Equal(["1,1,2", "1,2,3", "2,3,3"], seen.Order(StringComparer.Ordinal));
    }
}
