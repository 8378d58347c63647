using System.Numerics;

namespace EdgeDeep.Kernels.Tests.Audio;

/// <summary>Spectra in fixed point against sums of complex numbers.</summary>
public class SpectrumTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    public void Energies_are_those_of_the_transform_scaled_by_its_size(int sizeLog2)
    {
        int size = 1 << sizeLog2, half = size / 2;
        Random random = new(sizeLog2);
        short[] input = [.. Enumerable.Range(0, size).Select(i => (short)((20000 * Math.Sin(i * 0.7)) + random.Next(-3000, 3000)))];
        short[] twiddles = Circle(half, k => -2 * Math.PI * k / half), split = Circle(half / 2, k => -Math.PI * (((k + 1.0) / half) + 0.5));
        int[] output = new int[half + 1];
        SignalEnergy.Int16ToInt32(input, 0, twiddles, 0, split, 0, output, 0, new short[size], 0, new() { SizeLog2 = sizeLog2 });

        for (int k = 0; k <= half; k++)
        {
            Complex sum = Sum(input, k, size);
            Assert.Equal(sum.Magnitude / size, Math.Sqrt(output[k]), 6 + (1e-3 * sum.Magnitude / size));
        }
    }

    [Theory]
    [InlineData(3, 8, 30000)]
    [InlineData(9, 480, 30000)]
    [InlineData(9, 480, 2)]
    [InlineData(10, 1000, 500)]
    public void Magnitudes_are_exact_to_a_part_in_ten_thousand(int sizeLog2, int window, int loudness)
    {
        int size = 1 << sizeLog2, bins = (size / 2) + 1;
        Random random = new(sizeLog2 + loudness);
        short[] input = [.. Enumerable.Range(0, window).Select(_ => (short)random.Next(-loudness, loudness + 1))];
        short[] weights = [.. Enumerable.Range(0, window).Select(i => (short)Math.Min(32767, Math.Round(32768 * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / window))))))];
        int[] sines = [.. Enumerable.Range(0, (size / 4) + 1).Select(i => (int)Math.Round((1 << 30) * Math.Sin(2 * Math.PI * i / size)))];
        int[] output = new int[bins], scale = new int[1];
        MagnitudeSpectrum.Int16ToInt32(input, 0, weights, 0, sines, 0, output, 0, scale, 0, new int[size], 0, new() { Window = window, SizeLog2 = sizeLog2, Bins = bins });

        double unit = Math.Pow(2, scale[0] + 16 - sizeLog2);
        double[] weighted = [.. input.Zip(weights, (sample, weight) => sample * weight / 32768.0)];
        for (int k = 0; k < bins; k++)
        {
            double expected = Sum(weighted, k, size).Magnitude;
            Assert.Equal(expected, output[k] / unit, (1e-4 * expected) + (100 / unit));
        }
    }

    [Fact]
    public void The_loudest_frame_does_not_overflow()
    {
        const int Window = 512;
        short[] input = [.. Enumerable.Range(0, Window).Select(i => (i & 1) == 0 ? short.MinValue : short.MaxValue)];
        short[] weights = [.. Enumerable.Range(0, Window).Select(i => (short)Math.Min(32767, Math.Round(32768 * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Window))))))];
        int[] sines = [.. Enumerable.Range(0, 129).Select(i => (int)Math.Round((1 << 30) * Math.Sin(2 * Math.PI * i / Window)))];
        int[] output = new int[257];
        MagnitudeSpectrum.Int16ToInt32(input, 0, weights, 0, sines, 0, output, 0, new int[1], 0, new int[Window], 0, new() { Window = Window, SizeLog2 = 9, Bins = 257 });

        Assert.Equal(32768.0 * Window / 2 * 128, output[256], 32768.0 * 128);
        Assert.All(output, value => Assert.True(value >= 0));
    }

    private static Complex Sum<T>(T[] samples, int bin, int size)
        where T : INumber<T>
    {
        Complex sum = Complex.Zero;
        for (int i = 0; i < samples.Length; i++)
        {
            sum += double.CreateChecked(samples[i]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * bin * i / size);
        }

        return sum;
    }

    private static short[] Circle(int count, Func<int, double> phase) => [.. Enumerable.Range(0, 2 * count)
        .Select(i => (short)Math.Floor(0.5 + (32767 * ((i & 1) == 0 ? Math.Cos(phase(i / 2)) : Math.Sin(phase(i / 2))))))];
}
