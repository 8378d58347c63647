// Not part of namespace System, so that tests on the host can compile it beside the core library of .NET.
namespace EdgeDeep.Bare.Functions;

/// <summary>
/// Exponential and natural logarithm of single precision, computed in 64-bit integers with 60 bits behind the binary point
/// and rounded once: no floating-point unit is asked for more than single precision, and the results are those of
/// <c>(float)Math.Exp(x)</c> and <c>(float)Math.Log(x)</c> of .NET.
/// </summary>
internal static unsafe class FloatFunctions
{
    private const int PointBits = 60;
    private const long One = 1L << PointBits;

    // ln 2 with 50 bits behind the point, what is missing with 60 (of 2^-60), and ln 2 with 55 bits.
    private const long Ln2High = 780_414_346_020_669;
    private const long Ln2Low = 923;
    private const long Ln2With55Bits = 24_973_259_072_661_437;

    /// <summary>e to the power of a value; 0 and infinity where the result is too small or too large, NaN for NaN.</summary>
    public static float Exp(float value)
    {
        int bits = *(int*)&value;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude > 0x7F800000)
        {
            return value;
        }

        // Beyond 2^7 every result is 0 or infinity; below 2^-26 it rounds to 1.
        if (magnitude >= 0x43000000)
        {
            return bits < 0 ? 0f : FromBits(0x7F800000);
        }

        if (magnitude < 0x32800000)
        {
            return 1f;
        }

        // value = mantissa * 2^(exponent - 23); with 50 bits behind the point this is exact.
        long mantissa = (magnitude & 0x7FFFFF) | 0x800000;
        int shift = (magnitude >> 23) - 127 + 27;
        long scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        scaled = bits < 0 ? -scaled : scaled;

        // value = power * ln 2 + rest, |rest| <= ln 2 / 2; 1 / ln 2 is 1.44269504 = 1549082005 / 2^30.
        int power = (int)((((scaled >> 30) * 1_549_082_005) + (1L << 49)) >> 50);
        long rest = ((scaled - (power * Ln2High)) << 10) - (power * Ln2Low);

        // The series by Horner's rule: 1 + rest * (1 + rest / 2 * (1 + rest / 3 * ...)).
        long sum = One;
        for (int term = 16; term > 0; term--)
        {
            sum = One + Multiply(Multiply(rest, sum), Reciprocal(term));
        }

        return Round((ulong)sum, power - PointBits, isNegative: false);
    }

    /// <summary>The natural logarithm of a value; minus infinity for 0, NaN for negative values and NaN.</summary>
    public static float Log(float value)
    {
        int bits = *(int*)&value;
        if ((bits & 0x7FFFFFFF) == 0)
        {
            return FromBits(unchecked((int)0xFF800000));
        }

        if (bits < 0 || bits > 0x7F800000)
        {
            return FromBits(0x7FC00000);
        }

        if (bits == 0x7F800000)
        {
            return value;
        }

        int power = bits >> 23;
        long mantissa = bits & 0x7FFFFF;
        if (power == 0)
        {
            power = 1;
            while ((mantissa & 0x800000) == 0)
            {
                mantissa <<= 1;
                power--;
            }
        }

        // value = mantissa / 2^23 * 2^power with the mantissa in [0.75, 1.5).
        mantissa |= 0x800000;
        power -= 127;
        long one = 0x800000;
        if (mantissa >= 0xC00000)
        {
            one = 0x1000000;
            power++;
        }

        // log m = 2 (s + s^3 / 3 + s^5 / 5 + ...), s = (m - 1) / (m + 1).
        long s = Ratio(mantissa - one, mantissa + one);
        long square = Multiply(s, s);
        long sum = 0;
        for (int term = 27; term > 0; term -= 2)
        {
            sum = Multiply(sum, square) + Reciprocal(term);
        }

        long logarithm = 2 * Multiply(s, sum);
        int point = PointBits;
        if (power != 0)
        {
            point = 55;
            logarithm = (power * Ln2With55Bits) + (logarithm >> 5);
        }

        return Round((ulong)(logarithm < 0 ? -logarithm : logarithm), -point, logarithm < 0);
    }

    /// <summary>a * b with 60 bits behind the point, rounded down; both below 2 in magnitude.</summary>
    private static long Multiply(long a, long b)
    {
        ulong x = (ulong)(a < 0 ? -a : a), y = (ulong)(b < 0 ? -b : b);
        ulong xLow = (uint)x, xHigh = x >> 32, yLow = (uint)y, yHigh = y >> 32;
        ulong low = xLow * yLow;
        ulong middle = (xHigh * yLow) + (low >> 32);
        ulong other = (xLow * yHigh) + (uint)middle;
        ulong high = (xHigh * yHigh) + (middle >> 32) + (other >> 32);
        long product = (long)((high << 4) | ((uint)other >> 28));
        return (a < 0) != (b < 0) ? -product : product;
    }

    /// <summary>1 / value with 60 bits behind the point.</summary>
    /// <param name="value">1..27.</param>
    private static long Reciprocal(int value)
    {
        // Two divisions of 32 bits: 2^30 / value, and what that leaves.
        int high = (1 << 30) / value;
        int low = (((1 << 30) - (high * value)) << 26) / value;
        return ((long)high << 30) + ((long)low << 4);
    }

    /// <summary>a / b with 60 bits behind the point; |a| below b, b below 2^26.</summary>
    private static long Ratio(long a, long b)
    {
        long rest = a < 0 ? -a : a;
        long quotient = 0;
        for (int bit = 0; bit < PointBits; bit++)
        {
            rest <<= 1;
            quotient <<= 1;
            if (rest >= b)
            {
                rest -= b;
                quotient |= 1;
            }
        }

        return a < 0 ? -quotient : quotient;
    }

    /// <summary>magnitude * 2^exponent in single precision, rounded to nearest, ties to even.</summary>
    private static float Round(ulong magnitude, int exponent, bool isNegative)
    {
        if (magnitude == 0)
        {
            return 0f;
        }

        while ((magnitude >> 63) == 0)
        {
            magnitude <<= 1;
            exponent--;
        }

        // The exponent field of a value in [2^63, 2^64) * 2^exponent; below 1 the value is denormal and loses bits.
        int field = exponent + 63 + 127;
        int lost = field > 0 ? 40 : 41 - field;
        if (lost > 64)
        {
            return isNegative ? -0f : 0f;
        }

        ulong mantissa = lost == 64 ? 0 : magnitude >> lost;
        ulong rest = lost == 64 ? magnitude : magnitude << (64 - lost);
        bool isUp = rest > 1UL << 63 || (rest == 1UL << 63 && (mantissa & 1) != 0);

        // The carry of rounding up may reach the exponent, as it should.
        long bits = (long)mantissa + (field > 0 ? (long)(field - 1) << 23 : 0) + (isUp ? 1 : 0);
        bits = bits > 0x7F800000 ? 0x7F800000 : bits;
        return FromBits((int)bits | (isNegative ? unchecked((int)0x80000000) : 0));
    }

    private static float FromBits(int bits) => *(float*)&bits;
}
