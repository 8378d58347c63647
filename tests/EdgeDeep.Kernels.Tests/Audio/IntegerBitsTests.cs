namespace EdgeDeep.Kernels.Tests.Audio;

public class IntegerBitsTests
{
    [Fact]
    public void Lengths_and_roots_are_those_of_exact_arithmetic() => Sampler.Check(s =>
    {
        long value = (((long)s.Next(0, int.MaxValue) << 31) | (uint)s.Next(0, int.MaxValue)) >> s.Next(0, 61);
        int small = (int)(value & int.MaxValue);
        Assert.Equal(value == 0 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value), IntegerBits.LengthOfLong(value));
        Assert.Equal(small == 0 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)small), IntegerBits.Length(small));
        Assert.Equal((int)Math.Floor(Math.Sqrt(small)), IntegerBits.SquareRoot(small));
        long root = IntegerBits.RoundedSquareRoot(value);
        Assert.True((root * root) - root <= value && value <= (root * root) + root);
    });

    [Theory]
    [InlineData(0xFFFFFFFFL, 0xFFFF)]
    [InlineData(0x100000000L, 0x10000)]
    [InlineData(0L, 0)]
    [InlineData(2L, 1)]
    [InlineData(3L, 2)]
    public void The_root_of_a_32_bit_number_keeps_16_bits(long value, int root) => Assert.Equal(root, IntegerBits.RoundedSquareRoot(value));
}
