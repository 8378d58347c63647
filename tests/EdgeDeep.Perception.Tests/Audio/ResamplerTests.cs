using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Tests.Audio;

public class ResamplerTests
{
    [Theory]
    [InlineData(44100, 16000, 1000)]
    [InlineData(44100, 16000, 6500)]
    [InlineData(48000, 16000, 440)]
    [InlineData(48000, 16000, 6700)]
    [InlineData(8000, 16000, 3300)]
    [InlineData(11025, 16000, 2000)]
    [InlineData(22051, 16000, 2000)]
    [InlineData(16000, 44100, 6000)]
    public void Tones_keep_frequency_level_and_phase(int from, int to, double hz)
    {
        float[] output = new Resampler(from, to).Convert(Tone(from, hz, from / 4));

        Assert.Equal(Math.Ceiling(from / 4 * (double)to / from), output.Length);
        double error = 0;
        for (int n = output.Length / 4; n < output.Length * 3 / 4; n++)
        {
            error = Math.Max(error, Math.Abs(output[n] - Math.Sin(2 * Math.PI * hz * n / to)));
        }

        Assert.InRange(error, 0, 0.001);
    }

    [Theory]
    [InlineData(44100, 16000, 8100)]
    [InlineData(48000, 16000, 12000)]
    [InlineData(48000, 16000, 20000)]
    public void Tones_above_the_new_limit_vanish(int from, int to, double hz)
    {
        float[] output = new Resampler(from, to).Convert(Tone(from, hz, from / 4));

        Assert.InRange(output[(output.Length / 4)..(output.Length * 3 / 4)].Max(Math.Abs), 0, 0.0005);
    }

    [Fact]
    public void Constants_stay_constant_and_equal_rates_change_nothing()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 3000)];

        Assert.All(new Resampler(44100, 16000).Convert(ones)[300..700], value => Assert.Equal(1f, value, 1e-5f));
        AudioClip clip = new(ones, 16000);
        Assert.Same(clip, clip.AtRate(16000));
        Assert.Equal(8000, clip.AtRate(8000).SampleRate);
        Assert.Equal(1500, clip.AtRate(8000).Samples.Length);
        Assert.Empty(new Resampler(44100, 16000).Convert([]));
        Assert.Single(new Resampler(44100, 16000).Convert([1]));
    }

    [Theory]
    [InlineData(999, 16000)]
    [InlineData(16000, 384001)]
    public void Rates_out_of_range_are_refused(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(from, to));

    private static float[] Tone(int rate, double hz, int length) =>
        [.. Enumerable.Range(0, length).Select(n => (float)Math.Sin(2 * Math.PI * hz * n / rate))];
}
