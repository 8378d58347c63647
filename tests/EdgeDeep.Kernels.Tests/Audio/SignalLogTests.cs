namespace EdgeDeep.Kernels.Tests.Audio;

public class SignalLogTests
{
    private static readonly short[] Logs = [.. Enumerable.Range(0, 129).Select(i => (short)Math.Round(16384 * Math.Log2(1 + (i / 128.0))))];
    private static readonly short[] Sums = [.. Enumerable.Range(0, 129).Select(i => (short)Math.Round(16384 * Math.Log2(1 + Math.Pow(2, -i / 8.0))))];

    [Fact]
    public void Logarithms_are_exact_to_13_bits() => Sampler.Check(s =>
    {
        long value = 1 + (((long)s.Next(0, int.MaxValue) << 30) >> s.Next(0, 60));
        Assert.Equal(Math.Log2(value), SignalLog.Log2(value, Logs, 0) / 16384.0, Math.Pow(2, -13));
    });

    [Fact]
    public void What_a_smaller_number_adds_is_exact_to_11_bits()
    {
        for (int difference = 0; difference < 12000; difference += 7)
        {
            double expected = Math.Log2(1 + Math.Pow(2, -difference / 512.0));
            Assert.Equal(expected, SignalLog.Added(difference, Sums, 0) / 16384.0, Math.Pow(2, -11));
        }
    }
}
