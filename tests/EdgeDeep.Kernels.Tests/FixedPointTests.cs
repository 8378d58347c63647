using System.Numerics;
using CsCheck;

namespace EdgeDeep.Kernels.Tests;

public class FixedPointTests
{
    private static readonly Gen<int> Any = Gen.Frequency(
        (6, Gen.Int),
        (1, Gen.OneOf(int.MinValue, int.MinValue + 1, -1, 0, 1, int.MaxValue - 1, int.MaxValue)),
        (1, Gen.Int[-40000, 40000]));

    [Fact]
    public void DoublingHighMul_is_the_truncating_division_of_the_nudged_product()
    {
        Gen.Select(Any, Any).Sample((a, b) =>
        {
            BigInteger product = (BigInteger)a * b;
            BigInteger nudge = product.Sign >= 0 ? 1 << 30 : 1 - (1 << 30);
            BigInteger expected = BigInteger.Min((product + nudge) / (1L << 31), int.MaxValue);
            Assert.Equal(expected, FixedPoint.SaturatingRoundingDoublingHighMul(a, b));
        });
    }

    [Fact]
    public void DoublingHighMul_saturates_only_for_two_minima()
    {
        Assert.Equal(int.MaxValue, FixedPoint.SaturatingRoundingDoublingHighMul(int.MinValue, int.MinValue));
        Assert.Equal(-int.MaxValue, FixedPoint.SaturatingRoundingDoublingHighMul(int.MinValue, int.MaxValue));
        Assert.Equal(short.MaxValue, FixedPoint.SaturatingRoundingDoublingHighMul16(short.MinValue, short.MinValue));
        Assert.Equal(short.MaxValue, FixedPoint.SaturatingDoublingHighMul16(short.MinValue, short.MinValue));
    }

    [Fact]
    public void Sixteen_bit_products_follow_their_definitions()
    {
        Gen.Select(Gen.Short, Gen.Short).Where((a, b) => a != short.MinValue || b != short.MinValue).Sample((a, b) =>
        {
            int product = a * b;
            int nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
            Assert.Equal((product + nudge) / (1 << 15), FixedPoint.SaturatingRoundingDoublingHighMul16(a, b));
            Assert.Equal(product / (1 << 15), FixedPoint.SaturatingDoublingHighMul16(a, b));
        });
    }

    [Fact]
    public void DivideByPowerOfTwo_rounds_ties_away_from_zero()
    {
        Gen.Select(Any, Gen.Int[0, 31]).Sample((value, exponent) =>
        {
            BigInteger divisor = BigInteger.One << exponent;
            BigInteger magnitude = ((2 * BigInteger.Abs(value)) + divisor) / (2 * divisor);
            Assert.Equal(value < 0 ? -magnitude : magnitude, FixedPoint.RoundingDivideByPowerOfTwo(value, exponent));
        });
    }

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(-3, 1, -2)]
    [InlineData(5, 2, 1)]
    [InlineData(6, 2, 2)]
    [InlineData(-6, 2, -2)]
    [InlineData(int.MinValue, 31, -1)]
    [InlineData(int.MaxValue, 31, 1)]
    [InlineData(int.MinValue, 0, int.MinValue)]
    public void DivideByPowerOfTwo_known_values(int value, int exponent, int expected) =>
        Assert.Equal(expected, FixedPoint.RoundingDivideByPowerOfTwo(value, exponent));

    [Fact]
    public void MultiplyByQuantizedMultiplier_rounds_twice()
    {
        Gen.Select(Gen.Int[-(1 << 24), 1 << 24], Gen.Int[1 << 30, int.MaxValue], Gen.Int[-31, 6])
            .Sample((value, multiplier, shift) =>
            {
                BigInteger first = BigInteger.Pow(2, Math.Max(shift, 0)) * value * multiplier;
                BigInteger high = FloorDivide(first + (1 << 30), BigInteger.One << 31);
                BigInteger divisor = BigInteger.One << Math.Max(-shift, 0);
                BigInteger magnitude = ((2 * BigInteger.Abs(high)) + divisor) / (2 * divisor);
                Assert.Equal(
                    high.Sign < 0 ? -magnitude : magnitude,
                    FixedPoint.MultiplyByQuantizedMultiplier(value, multiplier, shift));
            });
    }

    [Fact]
    public void MultiplyByQuantizedMultiplier_is_the_identity_for_scale_one() =>
        Gen.Int[-(1 << 30), (1 << 30) - 1].Sample(value =>
            Assert.Equal(value, FixedPoint.MultiplyByQuantizedMultiplier(value, 1 << 30, 1)));

    [Fact]
    public void MultiplyByQuantizedMultiplier_takes_every_shift()
    {
        for (int shift = -31; shift <= 30; shift++)
        {
            int value = shift > 0 ? 1 : int.MaxValue;
            double real = value * Scale.Of(1 << 30, shift);
            Assert.Equal(real, FixedPoint.MultiplyByQuantizedMultiplier(value, 1 << 30, shift), 1.0);
            Assert.Equal(0, FixedPoint.MultiplyByQuantizedMultiplier(value, 0, shift));
        }
    }

    [Fact]
    public void Shifts_saturate()
    {
        Gen.Select(Any, Gen.Int[0, 30]).Sample((value, exponent) =>
        {
            BigInteger exact = (BigInteger)value << exponent;
            BigInteger limited = BigInteger.Max(int.MinValue, BigInteger.Min(int.MaxValue, exact));

            // Scaled values at the very edge count as saturated too.
            int result = FixedPoint.SaturatingShiftLeft(value, exponent);
            Assert.True(result == limited || (result == int.MinValue && exact <= int.MinValue + (BigInteger.One << exponent)));
        });
        Assert.Equal(short.MaxValue, FixedPoint.SaturatingShiftLeft16(20000, 3));
        Assert.Equal(short.MinValue, FixedPoint.SaturatingShiftLeft16(-20000, 15));
    }

    [Fact]
    public void HalfSum_rounds_away_from_zero() =>
        Gen.Select(Any, Any).Sample((a, b) =>
        {
            long sum = (long)a + b;
            Assert.Equal(Math.Round(sum / 2.0, MidpointRounding.AwayFromZero), FixedPoint.RoundingHalfSum(a, b));
        });

    [Fact]
    public void CountLeadingZeros_agrees_with_the_runtime() =>
        Gen.Int[0, int.MaxValue].Sample(value =>
            Assert.Equal(BitOperations.LeadingZeroCount((uint)value), FixedPoint.CountLeadingZeros(value)));

    private static BigInteger FloorDivide(BigInteger value, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
