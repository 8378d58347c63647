using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Tests;

/// <summary>Training and <c>edgedeep run</c> see the same; distortions can be switched off.</summary>
public sealed class OwnInputs
{
    private static readonly SpectrogramSpec Spec = new() { Features = new MfccOptions { Frames = 11 } };
    private static readonly int Window = (int)Spec.Features.CoveredSamples;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(1.4)]
    public void A_sound_as_it_is_has_the_features_of_its_file(double windows)
    {
        float[] samples = Tone((int)(Window * windows));
        float[] expected = new float[11 * 10], actual = new float[11 * 10], target = new float[3];
        Preprocessor.Create(Spec, [1, 11, 10, 1]).ToTensor(new AudioClip(samples, 16000), expected);
        new SoundSource([new SoundPiece(samples, 2)], Spec, new SoundSwitches(), []).Fill(0, null, actual, target);
        Assert.Equal(expected, actual);
        Assert.Equal([0, 0, 1], target);
    }

    [Fact]
    public void Sound_distortions_follow_from_the_seed_and_can_be_switched_off()
    {
        SoundPiece[] pieces = [new(Tone(Window / 2), 0)];
        float[] Made(SoundSwitches switches, int? seed)
        {
            float[] input = new float[11 * 10];
            new SoundSource(pieces, Spec, switches, []).Fill(0, seed is int s ? new Random(s) : null, input, new float[1]);
            return input;
        }

        SoundSwitches none = new(false, false, false, false, false, false);
        Assert.Equal(Made(new SoundSwitches(), 1), Made(new SoundSwitches(), 1));
        Assert.NotEqual(Made(new SoundSwitches(), 1), Made(new SoundSwitches(), 2));
        Assert.NotEqual(Made(none with { Gain = true }, 1), Made(none, 1));
        Assert.NotEqual(Made(none with { Shift = true }, 1), Made(none, 1));
        Assert.All(Made(none, 1).Zip(Made(none, null)), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
    }

    [Fact]
    public void Long_recordings_are_cut_and_quiet_stretches_left_out()
    {
        float[] loud = Tone(Window), quiet = [.. Tone(Window).Select(sample => sample * 0.01f)];
        IReadOnlyList<float[]> cut = SoundCutter.Cut([.. loud, .. quiet, .. loud, .. Tone(Window / 2), .. Tone(10)], Window);
        Assert.Equal([Window, Window, (Window / 2) + 10], cut.Select(piece => piece.Length));
        Assert.Equal(loud, cut[0]);
        Assert.Single(SoundCutter.Cut(Tone(Window * 3 / 2), Window));
        Assert.Single(SoundCutter.Cut(new float[10], Window));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(3, 1)]
    public void A_picture_as_it_is_has_the_numbers_of_its_file(int stored, int wanted)
    {
        Random random = new(3);
        byte[] pixels = new byte[20 * 30 * stored];
        random.NextBytes(pixels);
        Picture picture = new(30, 20, stored, pixels);
        ImageSpec spec = new() { Scale = 1.0 / 255, Fit = FitMode.Crop };
        int[] shape = [16, 16, wanted];
        float[] expected = new float[16 * 16 * wanted], actual = new float[16 * 16 * wanted];
        Preprocessor.Create(spec, [1, .. shape]).ToTensor(picture, expected);
        PictureSource source = new([(PictureSource.Prepare(picture, shape, spec), 0)], shape, spec, new PictureSwitches().Distortion);
        source.Fill(0, null, actual, new float[1]);
        Assert.Equal(expected, actual);
        source.Fill(0, new Random(1), actual, new float[1]);
        Assert.NotEqual(expected, actual);
    }

    [Fact]
    public void Picture_distortions_can_be_switched_off()
    {
        Picture picture = new(16, 16, 3, [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)(i * 7))]);
        ImageSpec spec = new() { Scale = 1.0 / 255 };
        float[] plain = new float[16 * 16 * 3], made = new float[16 * 16 * 3];
        PictureSource source = new([(picture, 0)], [16, 16, 3], spec, new PictureSwitches(false, false, false, false, false).Distortion);
        source.Fill(0, null, plain, new float[1]);
        source.Fill(0, new Random(1), made, new float[1]);
        Assert.Equal(plain, made);
    }

    [Fact]
    public void Colours_move_by_brightness_and_saturation_and_edges_continue()
    {
        ImageDistortion still = new(0, 0, 0, 0, 0, 0, false, 0) { Contrast = 0 };
        float[] grey = [.. Enumerable.Repeat(0.5f, 8 * 8 * 3)], result = new float[8 * 8 * 3];
        new ImageAugmenter(8, 8, 3, still with { Saturation = 0.5 }).Apply(grey, new Random(1), result);
        Assert.All(result, value => Assert.Equal(0.5f, value, 1e-5f)); // grey has no saturation to change
        new ImageAugmenter(8, 8, 3, still with { Brightness = 0.2 }).Apply(grey, new Random(1), result);
        Assert.All(result, value => Assert.Equal(result[0], value));
        Assert.NotEqual(0.5f, result[0], 1e-3f);
        new ImageAugmenter(8, 8, 3, (still with { Shift = 0.5 }) with { KeepsEdges = true }).Apply(grey, new Random(1), result);
        Assert.All(result, value => Assert.Equal(0.5f, value, 1e-5f));
    }

    private static float[] Tone(int length) => [.. Enumerable.Range(0, length).Select(i => 0.3f * MathF.Sin(i * 0.2f))];
}
