using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Tests.Audio;

public class RealFftTests
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    [InlineData(16, 11)]
    [InlineData(512, 480)]
    [InlineData(1024, 1024)]
    public void Power_is_that_of_the_definition(int size, int length)
    {
        Random random = new(size);
        double[] samples = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
        RealFft fft = new(size);
        double[] power = new double[fft.Bins];
        fft.Power([1, 2, 3], power);

        fft.Power(samples, power);

        Assert.Equal((size / 2) + 1, power.Length);
        for (int k = 0; k < power.Length; k++)
        {
            double re = 0;
            double im = 0;
            for (int n = 0; n < length; n++)
            {
                double angle = -2 * Math.PI * k * n / size;
                re += samples[n] * Math.Cos(angle);
                im += samples[n] * Math.Sin(angle);
            }

            Assert.Equal((re * re) + (im * im), power[k], 1e-9);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(480)]
    [InlineData(1 << 17)]
    public void Other_sizes_are_refused(int size)
    {
        Assert.False(RealFft.IsSupported(size));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(size));
    }
}
