namespace EdgeDeep.Kernels;

/// <summary>Magnitudes of the discrete Fourier transform of a weighted frame of sound, in 32 bits throughout.</summary>
/// <remarks>
/// A quiet frame is scaled up first, by the power of two that brings its largest sample nearest to the limits of int16. Samples
/// times weights keep 16 - SizeLog2 fraction bits, which is what the sums leave room for while the weights' mean is at most 1/2,
/// as a Hann window's; so nothing is scaled on the way and quiet bins beside loud ones keep their digits. The real samples are transformed as half as many complex numbers by decimation in time, radix 2, products rounded to nearest, and
/// then separated. Magnitudes are rounded down, off by 2^-14 of themselves and some tens of their smallest steps. Operands and results must not overlap.
/// </remarks>
public static class MagnitudeSpectrum
{
    private const int SineBits = 30;
    private const long HalfProduct = 1L << 29;

    /// <summary>int16 samples to int32 magnitudes.</summary>
    /// <param name="input">Window samples; zeros follow up to the size of the transform.</param>
    /// <param name="inputAt">Index of the first sample.</param>
    /// <param name="weights">Window weights, 0..32767 for 0..1.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="sines">sin(2 pi i / N) * 2^30 for i = 0..N/4, where N = 2^SizeLog2.</param>
    /// <param name="sinesAt">Index of the first sine.</param>
    /// <param name="output">Bins magnitudes with 16 - SizeLog2 + scale fraction bits.</param>
    /// <param name="outputAt">Index of the first magnitude.</param>
    /// <param name="scale">One element: by how many bits the frame was scaled up, 0..15.</param>
    /// <param name="scaleAt">Index of that element.</param>
    /// <param name="scratch">N elements.</param>
    /// <param name="scratchAt">Index of the first element.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16ToInt32(
        short[] input, int inputAt, short[] weights, int weightsAt, int[] sines, int sinesAt,
        int[] output, int outputAt, int[] scale, int scaleAt, int[] scratch, int scratchAt, in MagnitudeSpectrumParameters p)
    {
        int up = Headroom(input, inputAt, p.Window);
        scale[scaleAt] = up;
        Load(input, inputAt, weights, weightsAt, up, scratch, scratchAt, in p);
        int half = 1 << (p.SizeLog2 - 1);
        for (int span = 1; span < half; span *= 2)
        {
            Stage(scratch, scratchAt, half, span, sines, sinesAt);
        }

        output[outputAt] = Magnitude((long)scratch[scratchAt] + scratch[scratchAt + 1], 0);
        if (half < p.Bins)
        {
            output[outputAt + half] = Magnitude((long)scratch[scratchAt] - scratch[scratchAt + 1], 0);
        }

        for (int k = 1; k <= half / 2; k++)
        {
            Split(scratch, scratchAt, k, half, Cosine(sines, sinesAt, k, half), Sine(sines, sinesAt, k, half), output, outputAt, p.Bins);
        }
    }

    /// <summary>Bits that no sample uses.</summary>
    private static int Headroom(short[] input, int inputAt, int size)
    {
        int used = 0;
        for (int i = 0; i < size; i++)
        {
            int value = input[inputAt + i];
            used |= value < 0 ? ~value : value;
        }

        return 15 - IntegerBits.Length(used);
    }

    /// <summary>Weighted samples, even ones as real and odd ones as imaginary parts, in bit-reversed order.</summary>
    private static void Load(
        short[] input, int inputAt, short[] weights, int weightsAt, int up, int[] x, int xAt, in MagnitudeSpectrumParameters p)
    {
        int bits = p.SizeLog2 - 1;
        int shift = p.SizeLog2 - 1;
        int rounding = 1 << (shift - 1);
        int factor = 1 << up;
        for (int i = 0; i < 1 << bits; i++)
        {
            int reversed = 0;
            for (int bit = 0; bit < bits; bit++)
            {
                reversed = (reversed << 1) | ((i >> bit) & 1);
            }

            int at = xAt + (2 * reversed);
            x[at] = 2 * i < p.Window ? ((input[inputAt + (2 * i)] * factor * weights[weightsAt + (2 * i)]) + rounding) >> shift : 0;
            x[at + 1] = (2 * i) + 1 < p.Window ? ((input[inputAt + (2 * i) + 1] * factor * weights[weightsAt + (2 * i) + 1]) + rounding) >> shift : 0;
        }
    }

    /// <summary>One stage: numbers that lie <paramref name="span"/> apart become sum and difference, the second one turned.</summary>
    private static void Stage(int[] x, int xAt, int half, int span, int[] sines, int sinesAt)
    {
        int step = half / span;
        for (int j = 0; j < span; j++)
        {
            long cosine = Cosine(sines, sinesAt, j * step, half);
            long sine = Sine(sines, sinesAt, j * step, half);
            for (int i = j; i < half; i += 2 * span)
            {
                int a = xAt + (2 * i);
                int b = a + (2 * span);
                int real = x[b];
                int imaginary = x[b + 1];
                if (j > 0)
                {
                    real = (int)(((x[b] * cosine) + (x[b + 1] * sine) + HalfProduct) >> SineBits);
                    imaginary = (int)(((x[b + 1] * cosine) - (x[b] * sine) + HalfProduct) >> SineBits);
                }

                x[b] = x[a] - real;
                x[b + 1] = x[a + 1] - imaginary;
                x[a] += real;
                x[a + 1] += imaginary;
            }
        }
    }

    /// <summary>Bins k and half - k from the transforms of even and odd samples.</summary>
    private static void Split(int[] x, int xAt, int k, int half, long cosine, long sine, int[] output, int outputAt, int bins)
    {
        int at = xAt + (2 * k);
        int mirrorAt = xAt + (2 * (half - k));
        int evenReal = (x[at] >> 1) + (x[mirrorAt] >> 1);
        int evenImaginary = (x[at + 1] >> 1) - (x[mirrorAt + 1] >> 1);
        int oddReal = (x[at + 1] >> 1) + (x[mirrorAt + 1] >> 1);
        int oddImaginary = (x[mirrorAt] >> 1) - (x[at] >> 1);
        long turnedReal = ((oddReal * cosine) + (oddImaginary * sine) + HalfProduct) >> SineBits;
        long turnedImaginary = ((oddImaginary * cosine) - (oddReal * sine) + HalfProduct) >> SineBits;
        if (k < bins)
        {
            output[outputAt + k] = Magnitude(evenReal + turnedReal, evenImaginary + turnedImaginary);
        }

        if (half - k < bins)
        {
            output[outputAt + half - k] = Magnitude(evenReal - turnedReal, evenImaginary - turnedImaginary);
        }
    }

    private static int Magnitude(long real, long imaginary)
    {
        long power = (real * real) + (imaginary * imaginary);
        int length = IntegerBits.LengthOfLong(power);
        int shift = length > 30 ? (length - 29) & ~1 : 0;
        return IntegerBits.SquareRoot((int)(power >> shift)) << (shift / 2);
    }

    /// <summary>cos(pi t / half) for t = 0..half - 1.</summary>
    private static int Cosine(int[] sines, int sinesAt, int t, int half) =>
        2 * t <= half ? sines[sinesAt + (half / 2) - t] : -sines[sinesAt + t - (half / 2)];

    /// <summary>sin(pi t / half) for t = 0..half - 1.</summary>
    private static int Sine(int[] sines, int sinesAt, int t, int half) =>
        2 * t <= half ? sines[sinesAt + t] : sines[sinesAt + half - t];
}
