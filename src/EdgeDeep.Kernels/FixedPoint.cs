namespace EdgeDeep.Kernels;

/// <summary>All rounding of the integer kernels, bit for bit that of gemmlowp as TensorFlow Lite Micro uses it.</summary>
/// <remarks>
/// A real scale is held as a Q31 significand and an exponent, scale = multiplier / 2^31 * 2^shift.
/// Requantization rounds twice: once in the doubling high multiply, once in the right shift.
/// </remarks>
public static class FixedPoint
{
    /// <summary>a * b / 2^31, rounded to nearest, ties towards plus infinity; MIN * MIN saturates to MAX.</summary>
    /// <param name="a">Any value.</param>
    /// <param name="b">Any value.</param>
    public static int SaturatingRoundingDoublingHighMul(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
        {
            return int.MaxValue;
        }

        // A nudge by the sign of the product followed by a truncating division,
        // as usually written, is this one floor division for every product.
        return (int)((((long)a * b) + (1L << 30)) >> 31);
    }

    /// <summary>a * b / 2^15, rounded to nearest, ties towards plus infinity, for 16-bit fixed point; MIN * MIN saturates to MAX.</summary>
    /// <param name="a">-32768..32767.</param>
    /// <param name="b">-32768..32767.</param>
    public static int SaturatingRoundingDoublingHighMul16(int a, int b)
    {
        if (a == short.MinValue && b == short.MinValue)
        {
            return short.MaxValue;
        }

        return ((a * b) + (1 << 14)) >> 15;
    }

    /// <summary>a * b / 2^15, truncated towards zero, for 16-bit fixed point; MIN * MIN saturates to MAX.</summary>
    /// <param name="a">-32768..32767.</param>
    /// <param name="b">-32768..32767.</param>
    public static int SaturatingDoublingHighMul16(int a, int b)
    {
        if (a == short.MinValue && b == short.MinValue)
        {
            return short.MaxValue;
        }

        return a * b / (1 << 15);
    }

    /// <summary>value / 2^exponent, rounded to nearest, ties away from zero.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="exponent">0..31.</param>
    public static int RoundingDivideByPowerOfTwo(int value, int exponent)
    {
        int mask = ~(-1 << exponent);
        int threshold = mask >> 1;
        if (value < 0)
        {
            threshold++;
        }

        int result = value >> exponent;
        if ((value & mask) > threshold)
        {
            result++;
        }

        return result;
    }

    /// <summary>value * 2^exponent, saturated to 32 bits.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="exponent">0..30.</param>
    public static int SaturatingShiftLeft(int value, int exponent)
    {
        int threshold = ~(-1 << (31 - exponent));
        if (value > threshold)
        {
            return int.MaxValue;
        }

        if (value < -threshold)
        {
            return int.MinValue;
        }

        return value * (1 << exponent);
    }

    /// <summary>value * 2^exponent, saturated to 16 bits.</summary>
    /// <param name="value">-32768..32767.</param>
    /// <param name="exponent">0..15.</param>
    public static int SaturatingShiftLeft16(int value, int exponent) =>
        Clamp(value * (1 << exponent), short.MinValue, short.MaxValue);

    /// <summary>(a + b) / 2, rounded to nearest, ties away from zero.</summary>
    /// <param name="a">Any value.</param>
    /// <param name="b">Any value.</param>
    public static int RoundingHalfSum(int a, int b)
    {
        long sum = (long)a + b;
        return (int)((sum >= 0 ? sum + 1 : sum - 1) / 2);
    }

    /// <summary>value * multiplier / 2^31 * 2^shift with double rounding; the left shift wraps at 32 bits.</summary>
    /// <param name="value">Any value whose left shift fits 32 bits.</param>
    /// <param name="multiplier">Q31 significand: 2^30..2^31 - 1, or 0 for a scale of zero.</param>
    /// <param name="shift">-31..30; negative shifts right.</param>
    public static int MultiplyByQuantizedMultiplier(int value, int multiplier, int shift)
    {
        if (shift > 0)
        {
            return SaturatingRoundingDoublingHighMul(unchecked(value * (1 << shift)), multiplier);
        }

        return RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMul(value, multiplier), -shift);
    }

    /// <summary>value * multiplier / 2^31 * 2^shift for 64-bit sums: the significand is cut to 16 bits, the result is rounded once.</summary>
    /// <param name="value">-2^47..2^47 - 1; the result fits 32 bits.</param>
    /// <param name="multiplier">Q31 significand: 2^30..2^31 - 1, or 0 for a scale of zero.</param>
    /// <param name="shift">-31..7; negative shifts right.</param>
    public static int MultiplyByQuantizedMultiplier64(long value, int multiplier, int shift)
    {
        int reduced = multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
        int total = 15 - shift;
        return (int)(((value * reduced) + (1L << (total - 1))) >> total);
    }

    /// <summary>Limits a value to [min, max].</summary>
    /// <param name="value">Any value.</param>
    /// <param name="min">Smallest result.</param>
    /// <param name="max">Largest result, at least min.</param>
    public static int Clamp(int value, int min, int max)
    {
        if (value < min)
        {
            return min;
        }

        return value > max ? max : value;
    }

    /// <summary>Zero bits above the highest set bit of a value that is not negative; 32 for 0.</summary>
    /// <param name="value">At least 0.</param>
    public static int CountLeadingZeros(int value)
    {
        int zeros = 32;
        while (value > 0)
        {
            value >>= 1;
            zeros--;
        }

        return zeros;
    }
}
