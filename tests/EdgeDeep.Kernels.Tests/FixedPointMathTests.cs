using CsCheck;

namespace EdgeDeep.Kernels.Tests;

public class FixedPointMathTests
{
    private const double One = 2147483648.0;

    [Fact]
    public void Exp_is_close_to_the_real_exponential() =>
        Gen.Select(Gen.Int[int.MinValue, 0], Gen.Int[0, 5]).Sample((value, integerBits) =>
        {
            double real = value / Math.Pow(2, 31 - integerBits);
            Assert.Equal(Math.Exp(real), FixedPointMath.ExpOfNegative(value, integerBits) / One, 1e-6);
        });

    [Fact]
    public void Quotients_are_close_to_the_real_ones() =>
        Gen.Int[0, int.MaxValue].Sample(value =>
        {
            double x = value / One;
            Assert.Equal(1 / (1 + x), FixedPointMath.OneOverOnePlus(value) / One, 1e-8);
            Assert.Equal((1 - x) / (1 + x), FixedPointMath.OneMinusOverOnePlus(value) / One, 1e-8);
        });

    [Fact]
    public void Reciprocal_is_close_to_the_real_one() =>
        Gen.Int[1, int.MaxValue].Sample(value =>
        {
            double normalized = value * Math.Pow(2, FixedPoint.CountLeadingZeros(value)) / One;
            Assert.Equal(1 / normalized, FixedPointMath.Reciprocal(value) / One, 1e-8);
        });

    [Fact]
    public void Inverse_square_root_is_close_to_the_real_one() =>
        Gen.Int[1 << 29, int.MaxValue].Sample(value =>
            Assert.Equal(1 / Math.Sqrt(value / One), FixedPointMath.InverseSquareRoot(value) / (One / 4), 1e-8));

    [Fact]
    public void Logistic_and_tanh_are_close_to_the_real_ones() =>
        Gen.Select(Gen.Int[-int.MaxValue, int.MaxValue], Gen.Int[0, 4]).Sample((value, integerBits) =>
        {
            double real = value / Math.Pow(2, 31 - integerBits);
            Assert.Equal(1 / (1 + Math.Exp(-real)), FixedPointMath.Logistic(value, integerBits) / One, 1e-6);
            Assert.Equal(Math.Tanh(real), FixedPointMath.Tanh(value, integerBits) / One, 1e-6);
        });

    [Fact]
    public void Zero_is_exact()
    {
        Assert.Equal(int.MaxValue, FixedPointMath.ExpOfNegative(0, 5));
        Assert.Equal(1 << 30, FixedPointMath.Logistic(0, 4));
        Assert.Equal(0, FixedPointMath.Tanh(0, 4));
    }
}
