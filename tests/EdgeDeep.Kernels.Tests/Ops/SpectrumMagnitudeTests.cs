using System.Numerics;

namespace EdgeDeep.Kernels.Tests.Ops;

public class SpectrumMagnitudeTests
{
    [Theory]
    [InlineData(40, 16, 8, 0)]
    [InlineData(40, 16, 8, 10)]
    [InlineData(16, 16, 5, 0)]
    [InlineData(17, 32, 8, 15)]
    public void Agrees_with_complex_arithmetic(int samples, int window, int hop, int mirrored)
    {
        const int Bins = 5, Offset = -128;
        Random random = new(samples + mirrored);
        short[] input = [.. Enumerable.Range(0, samples + 1).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
        sbyte[] basis = [.. Enumerable.Range(0, 2 * Bins * window).Select(_ => (sbyte)random.Next(-127, 128))];
        int[] multipliers = [.. Enumerable.Range(0, Bins).Select(_ => random.Next(1 << 30, int.MaxValue))];
        int[] shifts = [.. Enumerable.Range(0, Bins).Select(_ => random.Next(-17, -15))];
        SpectrumMagnitudeParameters p = new()
        {
            Samples = samples,
            Frames = ((samples + mirrored - window) / hop) + 1,
            Hop = hop,
            Window = window,
            Bins = Bins,
            OutputOffset = Offset,
        };
        sbyte[] output = new sbyte[(p.Frames * Bins) + 2];
        SpectrumMagnitude.Int16ToInt8(input, 1, basis, 0, multipliers, 0, shifts, 0, output, 1, p);

        short[] heard = [.. input[1..], .. input[1..^1].Reverse().Take(mirrored)];
        for (int i = 0; i < p.Frames * Bins; i++)
        {
            int bin = i % Bins, start = i / Bins * hop;
            Complex sum = Complex.Zero;
            for (int t = 0; t < window; t++)
            {
                sum += heard[start + t] * new Complex(basis[(bin * window) + t], basis[((Bins + bin) * window) + t]);
            }

            double expected = Math.Clamp((sum.Magnitude * multipliers[bin] / Math.Pow(2, 31 - shifts[bin])) + Offset, -128, 127);
            Assert.Equal(expected, output[1 + i], 0.51);
        }

        Assert.Equal([0, 0], [output[0], output[^1]]);
        Assert.Contains(output, value => value is > -128 and < 127);
    }

    [Fact]
    public void The_loudest_sound_does_not_overflow()
    {
        const int Window = 512;
        short[] input = [.. Enumerable.Repeat(short.MinValue, Window)];
        sbyte[] basis = [.. Enumerable.Repeat((sbyte)127, 2 * Window)];
        sbyte[] output = new sbyte[1];
        SpectrumMagnitudeParameters p = new() { Samples = Window, Frames = 1, Hop = 1, Window = Window, Bins = 1 };

        // 512 * 32768 * 127 * sqrt(2) is 3.01e9, more than 32 bits hold; the root saturates just below 2^31.
        SpectrumMagnitude.Int16ToInt8(input, 0, basis, 0, [1 << 30], 0, [-23], 0, output, 0, p);
        Assert.Equal(127, output[0]);
    }
}
