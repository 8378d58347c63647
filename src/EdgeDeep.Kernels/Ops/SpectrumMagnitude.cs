namespace EdgeDeep.Kernels;

/// <summary>Magnitudes of a short-time Fourier transform: |sum of samples * complex basis| for each frame and bin.</summary>
/// <remarks>
/// Samples are symmetric int16, the basis int8 with one scale a bin for both of its parts. Sums are exact in 32 bits; the
/// square root of the sum of their squares is rounded down, a millionth of the int8 step it ends in, and requantized by the
/// bin's multiplier with double rounding. Samples behind the last one are its mirror image: the sample n after the last one is
/// the sample n before it. Output and input must not overlap. TensorFlow Lite Micro has no such operator; its own arithmetic.
/// </remarks>
public static class SpectrumMagnitude
{
    /// <summary>int16 samples and int8 basis to int8.</summary>
    /// <param name="input">p.Samples values.</param>
    /// <param name="inputAt">Index of the first sample.</param>
    /// <param name="basis">[2, bins, window], -127..127: real parts of all bins, then imaginary parts.</param>
    /// <param name="basisAt">Index of the first weight.</param>
    /// <param name="multipliers">One significand a bin.</param>
    /// <param name="multipliersAt">Index of the first significand.</param>
    /// <param name="shifts">One exponent a bin, -31..0.</param>
    /// <param name="shiftsAt">Index of the first exponent.</param>
    /// <param name="output">[frames, bins].</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and zero point.</param>
    public static void Int16ToInt8(
        short[] input, int inputAt, sbyte[] basis, int basisAt, int[] multipliers, int multipliersAt, int[] shifts, int shiftsAt,
        sbyte[] output, int outputAt, in SpectrumMagnitudeParameters p)
    {
        int imaginaryAt = basisAt + (p.Bins * p.Window);
        for (int frame = 0; frame < p.Frames; frame++)
        {
            for (int bin = 0; bin < p.Bins; bin++)
            {
                int weightsAt = bin * p.Window;
                long real = Sum(input, inputAt, frame * p.Hop, basis, basisAt + weightsAt, p.Samples, p.Window);
                long imaginary = Sum(input, inputAt, frame * p.Hop, basis, imaginaryAt + weightsAt, p.Samples, p.Window);
                int magnitude = SquareRoot((real * real) + (imaginary * imaginary));
                int scaled = FixedPoint.MultiplyByQuantizedMultiplier(magnitude, multipliers[multipliersAt + bin], shifts[shiftsAt + bin]);
                output[outputAt + (frame * p.Bins) + bin] =
                    (sbyte)FixedPoint.Clamp(scaled + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    private static int Sum(short[] input, int inputAt, int start, sbyte[] basis, int basisAt, int samples, int window)
    {
        int sum = 0;
        int inside = samples - start < window ? samples - start : window;
        for (int i = 0; i < inside; i++)
        {
            sum += input[inputAt + start + i] * basis[basisAt + i];
        }

        int mirror = inputAt + (2 * (samples - 1)) - start;
        for (int i = inside; i < window; i++)
        {
            sum += input[mirror - i] * basis[basisAt + i];
        }

        return sum;
    }

    /// <summary>The largest integer whose square is not above a value, bit by bit; at most 2^31 - 1. The value is at least 0.</summary>
    private static int SquareRoot(long value)
    {
        long root = 0;
        for (long bit = 1L << 30; bit > 0; bit >>= 1)
        {
            long candidate = root + bit;
            if (candidate * candidate <= value)
            {
                root = candidate;
            }
        }

        return (int)root;
    }
}
