namespace EdgeDeep.Runtime;

/// <summary>Real factors as integer multipliers and shifts, computed as TensorFlow Lite Micro does when it prepares an operator.</summary>
public static class QuantizedMultiplier
{
    private const double TwoTo31 = 1L << 31;

    /// <summary>
    /// A real factor as multiplier * 2^(shift-31) with the multiplier in [2^30, 2^31); factors below 2^-32 become 0.
    /// </summary>
    /// <remarks>Arithmetic: QuantizeMultiplier of TensorFlow Lite, double rounding.</remarks>
    /// <param name="factor">Any finite number.</param>
    public static (int Multiplier, int Shift) Of(double factor)
    {
        if (factor == 0)
        {
            return (0, 0);
        }

        (double significand, int shift) = Split(factor);
        long fixedPoint = (long)Math.Round(significand * TwoTo31, MidpointRounding.AwayFromZero);
        if (fixedPoint == 1L << 31)
        {
            fixedPoint /= 2;
            shift++;
        }

        return shift < -31 ? (0, 0) : ((int)fixedPoint, shift);
    }

    /// <summary>The real factor that a multiplier and a shift stand for.</summary>
    /// <param name="multiplier">Q31 significand.</param>
    /// <param name="shift">-31..30.</param>
    public static double Real(int multiplier, int shift) => Math.ScaleB(multiplier, shift - 31);

    /// <summary>Significand in [0.5, 1) and exponent of a number, as frexp of the C library.</summary>
    /// <param name="number">Any finite number but 0.</param>
    public static (double Significand, int Exponent) Split(double number)
    {
        int exponent = Math.ILogB(number) + 1;
        return (Math.ScaleB(number, -exponent), exponent);
    }
}
