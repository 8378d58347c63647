namespace EdgeDeep.Kernels;

/// <summary>Exponential, reciprocal, logistic and tanh in 32-bit fixed point, bit for bit those of gemmlowp.</summary>
/// <remarks>A value with i integer bits stands for raw / 2^(31 - i). Results have no integer bits: raw / 2^31.</remarks>
public static class FixedPointMath
{
    // 48/17 and -32/17 with two integer bits: the classic first guess of a Newton-Raphson division.
    private const int FortyEightOver17 = 1515870810;
    private const int Minus32Over17 = -1010580540;
    private const int OneWithTwoIntegerBits = 1 << 29;

    /// <summary>exp(value) for a value that is not positive.</summary>
    /// <param name="value">At most 0, with the given integer bits.</param>
    /// <param name="integerBits">0..5.</param>
    public static int ExpOfNegative(int value, int integerBits)
    {
        if (value == 0)
        {
            return int.MaxValue;
        }

        int fractionalBits = 31 - integerBits;
        int oneQuarter = 1 << (fractionalBits - 2);
        int fraction = (value & (oneQuarter - 1)) - oneQuarter;
        int result = ExpOnLastQuarter(FixedPoint.SaturatingShiftLeft(fraction, integerBits));

        // What is left is a multiple of 1/4: multiply by exp(-2^k) for each of its bits.
        int remainder = fraction - value;
        for (int exponent = -2; exponent < integerBits; exponent++)
        {
            if ((remainder & (1 << (fractionalBits + exponent))) != 0)
            {
                result = FixedPoint.SaturatingRoundingDoublingHighMul(result, ExpOfMinusPowerOfTwo(exponent));
            }
        }

        return result;
    }

    /// <summary>1 / (1 + value) for a value in [0, 1).</summary>
    /// <param name="value">0..2^31 - 1, no integer bits.</param>
    public static int OneOverOnePlus(int value) =>
        FixedPoint.SaturatingShiftLeft(ReciprocalOfHalfSum(value), 1);

    /// <summary>(1 - value) / (1 + value) for a value in [0, 1).</summary>
    /// <param name="value">0..2^31 - 1, no integer bits.</param>
    public static int OneMinusOverOnePlus(int value) =>
        FixedPoint.SaturatingShiftLeft(ReciprocalOfHalfSum(value) - OneWithTwoIntegerBits, 2);

    /// <summary>
    /// 2^bits / value without integer bits, where bits = integerBits - CountLeadingZeros(value) is the caller's to apply.
    /// </summary>
    /// <param name="value">At least 1.</param>
    public static int Reciprocal(int value)
    {
        int headroom = FixedPoint.CountLeadingZeros(value);
        return OneOverOnePlus((int)(((long)value << headroom) + int.MinValue));
    }

    /// <summary>1 / sqrt(value) with two integer bits, to about 28 bits.</summary>
    /// <param name="value">At least 1/4 without integer bits: 2^29..2^31 - 1.</param>
    /// <remarks>A straight line for a first guess within a tenth, then four Newton-Raphson steps.</remarks>
    public static int InverseSquareRoot(int value)
    {
        const int TwoPointOne = 1127428915;
        const int OnePointTwo = 1288490189;
        int x = TwoPointOne - FixedPoint.RoundingDivideByPowerOfTwo(
            FixedPoint.SaturatingRoundingDoublingHighMul(value, OnePointTwo), 1);
        for (int step = 0; step < 4; step++)
        {
            long square = ((long)x * x) >> 29;
            long product = (square * value) >> 31;
            x = (int)((x * ((3L << 29) - product)) >> 30);
        }

        return x;
    }

    /// <summary>1 / (1 + exp(-value)).</summary>
    /// <param name="value">Any value but MIN, with the given integer bits.</param>
    /// <param name="integerBits">0..5.</param>
    public static int Logistic(int value, int integerBits)
    {
        if (value == 0)
        {
            return 1 << 30;
        }

        int ofMagnitude = OneOverOnePlus(ExpOfNegative(value > 0 ? -value : value, integerBits));
        return value > 0 ? ofMagnitude : int.MaxValue - ofMagnitude;
    }

    /// <summary>tanh(value).</summary>
    /// <param name="value">Any value but MIN, with the given integer bits.</param>
    /// <param name="integerBits">0..4.</param>
    public static int Tanh(int value, int integerBits)
    {
        if (value == 0)
        {
            return 0;
        }

        // Doubling the argument is free: read it with one more integer bit.
        int ofMagnitude = OneMinusOverOnePlus(ExpOfNegative(value > 0 ? -value : value, integerBits + 1));
        return value > 0 ? ofMagnitude : -ofMagnitude;
    }

    /// <summary>exp(value) for a value in [-1/4, 0): four terms of the series around -1/8.</summary>
    private static int ExpOnLastQuarter(int value)
    {
        const int ExpOfMinusOneEighth = 1895147668;
        const int OneThird = 715827883;
        int x = value + (1 << 28);
        int x2 = FixedPoint.SaturatingRoundingDoublingHighMul(x, x);
        int x3 = FixedPoint.SaturatingRoundingDoublingHighMul(x2, x);
        int x4 = FixedPoint.SaturatingRoundingDoublingHighMul(x2, x2);
        int x4Over4 = FixedPoint.RoundingDivideByPowerOfTwo(x4, 2);
        int cubic = FixedPoint.SaturatingRoundingDoublingHighMul(x4Over4 + x3, OneThird);
        int tail = FixedPoint.RoundingDivideByPowerOfTwo(cubic + x2, 1);
        return ExpOfMinusOneEighth + FixedPoint.SaturatingRoundingDoublingHighMul(ExpOfMinusOneEighth, x + tail);
    }

    /// <summary>exp(-2^exponent) without integer bits, for exponent -2..4.</summary>
    private static int ExpOfMinusPowerOfTwo(int exponent)
    {
        switch (exponent)
        {
            case -2: return 1672461947;
            case -1: return 1302514674;
            case 0: return 790015084;
            case 1: return 290630308;
            case 2: return 39332535;
            case 3: return 720401;
            default: return 242;
        }
    }

    /// <summary>2 / (1 + value) with two integer bits, for a value in [0, 1): three Newton-Raphson steps.</summary>
    private static int ReciprocalOfHalfSum(int value)
    {
        int half = FixedPoint.RoundingHalfSum(value, int.MaxValue);
        int x = FortyEightOver17 + FixedPoint.SaturatingRoundingDoublingHighMul(half, Minus32Over17);
        for (int step = 0; step < 3; step++)
        {
            int error = OneWithTwoIntegerBits - FixedPoint.SaturatingRoundingDoublingHighMul(half, x);
            x += FixedPoint.SaturatingShiftLeft(FixedPoint.SaturatingRoundingDoublingHighMul(x, error), 2);
        }

        return x;
    }
}
