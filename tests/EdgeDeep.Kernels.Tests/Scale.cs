namespace EdgeDeep.Kernels.Tests;

/// <summary>Real scales and their fixed-point form, as the TensorFlow Lite quantization specification defines it.</summary>
internal static class Scale
{
    public static (int Multiplier, int Shift) Quantize(double scale)
    {
        if (scale == 0)
        {
            return (0, 0);
        }

        int shift = (int)Math.Floor(Math.Log2(scale)) + 1;
        long significand = (long)Math.Round(scale / Math.Pow(2, shift) * (1L << 31), MidpointRounding.AwayFromZero);
        return significand == 1L << 31 ? (1 << 30, shift + 1) : ((int)significand, shift);
    }

    public static double Of(int multiplier, int shift) => multiplier * Math.Pow(2, shift - 31);

    /// <summary>Round to nearest, then limit: what a requantization approximates.</summary>
    public static double Limit(double value, int min, int max) =>
        Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), min, max);
}
