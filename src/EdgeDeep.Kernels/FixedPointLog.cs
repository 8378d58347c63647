namespace EdgeDeep.Kernels;

/// <summary>Natural logarithm in 32-bit fixed point, bit for bit that of TensorFlow Lite.</summary>
public static class FixedPointLog
{
    private const int InputIntegerBits = 12;
    private const int LogOf2 = 1488522236;
    private const int SquareRootOfHalf = 1518500250;
    private const int FourthRootOfHalf = 1805811301;
    private const int QuarterWithSixIntegerBits = 1 << 23;

    // Coefficients of a rational approximation around the fourth root of 1/2, without integer bits.
    private const int AlphaN = 117049297;
    private const int AlphaD = 127690142;
    private const int AlphaI = 1057819769;
    private const int AlphaF = 638450708;

    /// <summary>log(value) with 5 integer bits.</summary>
    /// <param name="value">At least 1, with 12 integer bits: 2^19..2^31 - 1.</param>
    public static int OfAtLeastOne(int value)
    {
        // The value is brought to [1/2, 1) in two ways, a factor of sqrt(1/2) apart; the smaller mantissa, which goes with
        // the larger power of two, is the one nearer to the fourth root of 1/2.
        int zerosA = FixedPoint.CountLeadingZeros(value);
        int mantissaA = FixedPoint.SaturatingShiftLeft(
            FixedPoint.SaturatingRoundingDoublingHighMul(
                FixedPoint.SaturatingShiftLeft(value, zerosA - 1), SquareRootOfHalf),
            1);
        int powerA = Power(InputIntegerBits - zerosA, QuarterWithSixIntegerBits);
        int zerosB = FixedPoint.CountLeadingZeros(
            FixedPoint.SaturatingRoundingDoublingHighMul(value, SquareRootOfHalf)) - 1;
        int mantissaB = FixedPoint.SaturatingShiftLeft(value, zerosB);
        int powerB = Power(InputIntegerBits - zerosB, -QuarterWithSixIntegerBits);
        int mantissa = mantissaA < mantissaB ? mantissaA : mantissaB;
        int power = powerA > powerB ? powerA : powerB;

        int p = FixedPoint.RoundingHalfSum(mantissa, FourthRootOfHalf);
        int q = (mantissa - FourthRootOfHalf) * 2;
        int square = FixedPoint.SaturatingRoundingDoublingHighMul(q, q);
        int numerator = FixedPoint.SaturatingRoundingDoublingHighMul(q, mantissa)
            + FixedPoint.SaturatingRoundingDoublingHighMul(
                FixedPoint.SaturatingRoundingDoublingHighMul(q, square), AlphaN);
        int bracket = AlphaI + q + FixedPoint.SaturatingRoundingDoublingHighMul(AlphaD, square);
        int denominator = FixedPoint.SaturatingRoundingDoublingHighMul(p, bracket)
            + FixedPoint.SaturatingRoundingDoublingHighMul(AlphaF, q);
        int fraction = FixedPoint.SaturatingRoundingDoublingHighMul(
            FixedPoint.RoundingDivideByPowerOfTwo(numerator, 6), FixedPointMath.OneOverOnePlus(denominator));
        return FixedPoint.SaturatingShiftLeft(
            FixedPoint.SaturatingRoundingDoublingHighMul(power, LogOf2) + fraction, 1);
    }

    /// <summary>A power of two and a correction of it, with six integer bits, saturated.</summary>
    private static int Power(int exponent, int correction)
    {
        long sum = (long)FixedPoint.SaturatingShiftLeft(exponent, 25) + correction;
        if (sum > int.MaxValue)
        {
            return int.MaxValue;
        }

        return sum < int.MinValue ? int.MinValue : (int)sum;
    }
}
