namespace EdgeDeep.Kernels.Tests;

public class DspTests
{
    [Fact]
    public void Lanes_hold_signed_values()
    {
        int bytes = Dsp.LoadBytes([0, 1, -2, 3, -128], 1);
        Assert.Equal(unchecked((int)0x8003FE01), bytes);
        Assert.Equal(Dsp.Pair(1, 3), Dsp.EvenBytes(bytes));
        Assert.Equal(Dsp.Pair(-2, -128), Dsp.OddBytes(bytes));
        Assert.Equal(Dsp.Pair(101, 102), Dsp.AddEvenBytes(Dsp.Pair(100, 99), bytes));
        Assert.Equal(Dsp.Pair(98, -256), Dsp.AddOddBytes(Dsp.Pair(100, -128), bytes));
    }

    [Fact]
    public void Products_of_lanes_are_signed_and_sums_wrap() => Sampler.Check(s =>
    {
        int[] v = s.Ints(4, -32768, 32767);
        int sum = s.Next(int.MinValue, int.MaxValue), a = Dsp.Pair(v[Sampler.At], v[Sampler.At + 1]), b = Dsp.Pair(v[Sampler.At + 2], v[Sampler.At + 3]);
        long low = (long)v[Sampler.At] * v[Sampler.At + 2], high = (long)v[Sampler.At + 1] * v[Sampler.At + 3];
        Assert.Equal(unchecked((int)(sum + low + high)), Dsp.MultiplyAdd(a, b, sum));
        Assert.Equal(unchecked((int)(sum + low)), Dsp.MultiplyAddLow(a, b, sum));
        Assert.Equal(unchecked((int)(sum + high)), Dsp.MultiplyAddHigh(a, b, sum));
    });

    [Theory]
    [InlineData(1 << 30, 2, 1)]
    [InlineData(1 << 30, -2, 0)]
    [InlineData(1 << 30, 6, 2)]
    [InlineData(int.MinValue, int.MinValue, 1 << 30)]
    [InlineData(int.MaxValue, int.MaxValue, (1 << 30) - 1)]
    public void High_product_rounds_ties_up(int a, int b, int expected) => Assert.Equal(expected, Dsp.HighMultiply(a, b));

    [Fact]
    public void Requantization_is_that_of_the_portable_kernels() => Sampler.Check(s =>
    {
        int[] constants = new int[4];
        int multiplier = s.Multiplier(), shift = s.Next(-21, 0), zeroPoint = s.Next(-128, 127);
        int limit = Math.Min(1 << 29, 1 << Math.Min(29, 9 - shift));
        Assert.True(DspPacking.Constants(5, (1 << 29) - 5, multiplier, shift, zeroPoint, constants, 0));
        for (int i = 0; i < 40; i++)
        {
            int sum = i switch { 0 => 1 << 29, 1 => -(1 << 29), 2 => 0, _ => s.Next(-limit, limit) };
            int expected = FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint;
            Assert.Equal(Math.Clamp(expected, -128, 127), Dsp.Requantize(sum, constants[1], constants[2], constants[3]));
        }
    });

    [Fact]
    public void Ties_are_rounded_away_from_zero_at_every_shift()
    {
        int[] constants = new int[4];
        for (int shift = -21; shift <= 0; shift++)
        {
            DspPacking.Constants(0, 1 << 29, 1 << 30, shift, 0, constants, 0);
            for (int half = -7; half <= 7; half++)
            {
                // Multiplier and shift divide by 2^(1 - shift), so that these are half-way and whole values.
                int sum = half * (1 << -shift);
                int expected = FixedPoint.MultiplyByQuantizedMultiplier(sum, 1 << 30, shift);
                Assert.Equal(expected, Dsp.Requantize(sum, constants[1], constants[2], constants[3]));
            }
        }
    }

    [Theory]
    [InlineData(1 << 30, 0, -27, 0)]
    [InlineData(-(1 << 30), 0, -31, -100)]
    [InlineData(1000, 0, -3, 127)]
    public void An_output_that_is_always_the_same_needs_no_scale(int bias, int reach, int shift, int zeroPoint)
    {
        int[] constants = new int[4];
        Assert.True(DspPacking.Constants(bias, reach, 1_500_000_000, shift, zeroPoint, constants, 0));
        int expected = FixedPoint.MultiplyByQuantizedMultiplier(bias, 1_500_000_000, shift) + zeroPoint;
        Assert.Equal(Math.Clamp(expected, -128, 127), Dsp.Requantize(constants[0], constants[1], constants[2], constants[3]));
    }

    [Theory]
    [InlineData(0, (1 << 29) + 1, 0)]
    [InlineData(1 << 29, 1 << 20, -10)]
    [InlineData(0, 1 << 29, -22)]
    [InlineData(0, 1000, 1)]
    [InlineData(int.MaxValue, 1, -31)]
    public void Sums_and_scales_out_of_range_are_refused(int bias, int reach, int shift) =>
        Assert.False(DspPacking.Constants(bias, reach, int.MaxValue, shift, 0, new int[4], 0));
}
