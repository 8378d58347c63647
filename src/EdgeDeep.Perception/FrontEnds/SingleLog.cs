namespace EdgeDeep.Perception.FrontEnds;

/// <summary>
/// log(1 + x) in single precision, to the last bit that of the C libraries that descend from Sun's fdlibm (glibc, newlib):
/// a filter's weight can hang on it.
/// </summary>
internal static class SingleLog
{
    private const float LogOf2High = 6.9313812256e-01f, LogOf2Low = 9.0580006145e-06f;

    /// <summary>log(1 + x).</summary>
    /// <param name="x">At least 0.</param>
    public static float OfOnePlus(float x)
    {
        float f = x, correction = 0;
        int exponent = 0;
        if (x >= 0.41421357f)
        {
            // 1 + x = 2^exponent * (1 + f) with 1 + f from sqrt(1/2) to sqrt(2); the correction is what the sum lost.
            float sum = 1 + x;
            int bits = BitConverter.SingleToInt32Bits(sum), fraction = bits & 0x7FFFFF;
            exponent = (bits >> 23) - 127;
            correction = (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
            bool isSmall = fraction < 0x3504F7;
            exponent += isSmall ? 0 : 1;
            f = BitConverter.Int32BitsToSingle(fraction | (isSmall ? 0x3F800000 : 0x3F000000)) - 1;
        }

        float halfSquare = 0.5f * f * f, s = f / (2 + f), z = s * s;
        float series = z * (0.66666668653f + (z * (0.40000000596f + (z * (0.28571429849f + (z * (0.22222198546f
            + (z * (0.18183572590f + (z * (0.15313838422f + (z * 0.14798198640f))))))))))));
        return exponent == 0
            ? f - (halfSquare - (s * (halfSquare + series)))
            : (exponent * LogOf2High) - (halfSquare - ((s * (halfSquare + series)) + ((exponent * LogOf2Low) + correction)) - f);
    }
}
