using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Perception.Tests.Motion;

public class VibrationSpectrumTests
{
    private const int Moments = 200;

    [Fact]
    public void An_oscillation_shows_in_its_band_of_its_axis()
    {
        float[] spectrum = Of((axis, t) => axis == 1 ? 0.01 * Math.Sin(2 * Math.PI * 10 * t / 64) : 0);
        int peak = Array.IndexOf(spectrum, spectrum.Max());
        Assert.Equal(VibrationSpectrum.Bands + 9, peak);

        // Hann's window: |X|² = (amplitude / 2 * 32)², over the window's energy of 24.
        Assert.Equal(Math.Log10(1 + (0.16 * 0.16 / 24 / 1e-6)), spectrum[peak], 0.01);
        Assert.All(spectrum[..VibrationSpectrum.Bands], value => Assert.Equal(0, value, 1e-6f));
    }

    [Fact]
    public void The_position_of_the_sensor_does_not_count()
    {
        float[] still = Of((axis, t) => Noise(axis, t)), tilted = Of((axis, t) => Noise(axis, t) + (axis * 0.5) - 0.2);
        Assert.All(still.Zip(tilted), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void Ten_times_the_motion_adds_two()
    {
        float[] small = Of((axis, t) => 0.05 * Noise(axis, t) * 20), large = Of((axis, t) => 0.05 * Noise(axis, t) * 200);
        Assert.InRange(large.Zip(small, (a, b) => a - b).Average(), 1.95, 2);
    }

    [Fact]
    public void The_score_is_the_mean_squared_difference() =>
        Assert.Equal((0.25 + 4) / 2, VibrationSpectrum.Score([1, 2], [1.5f, 4]), 1e-9);

    [Theory]
    [InlineData(63, 3, 96)]
    [InlineData(64, 3, 95)]
    [InlineData(64, 0, 0)]
    public void Sizes_that_do_not_fit_are_refused(int moments, int axes, int values) => Assert.Contains(
        "64", Assert.Throws<ArgumentException>(() => new VibrationSpectrum().Compute(new float[moments * Math.Max(axes, 1)], axes, new float[values])).Message,
        StringComparison.Ordinal);

    private static double Noise(int axis, int t) => 0.02 * Math.Sin((t * t * 0.37) + axis + (t * 1.7));

    private static float[] Of(Func<int, int, double> motion)
    {
        float[] samples = [.. Enumerable.Range(0, Moments * 3).Select(i => (float)motion(i % 3, i / 3))];
        float[] spectrum = new float[3 * VibrationSpectrum.Bands];
        new VibrationSpectrum().Compute(samples, 3, spectrum);
        return spectrum;
    }
}
