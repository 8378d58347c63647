namespace EdgeDeep.Kernels;

/// <summary>
/// Energies of a spectrum: |X[k]|^2 for k = 0..N/2 of a discrete Fourier transform of N real 16-bit samples, scaled by 1/N.
/// </summary>
/// <remarks>
/// Bit for bit the 16-bit fixed-point real transform of kissfft 130: N/2 complex numbers by decimation in time, radix 4 and at
/// the innermost stage radix 2 where the logarithm asks for it, each stage dividing by its radix, every sum stored in 16 bits
/// and wrapping there. The output may be the memory of the input; nothing else may overlap.
/// </remarks>
public static class SignalEnergy
{
    private const int Half = 1 << 14;

    /// <summary>int16 samples to int32 energies.</summary>
    /// <param name="input">N samples.</param>
    /// <param name="inputAt">Index of the first sample.</param>
    /// <param name="twiddles">exp(-2 pi i k / (N/2)), k = 0..N/2-1, times 32767: real and imaginary parts in turn.</param>
    /// <param name="twiddlesAt">Index of the first real part.</param>
    /// <param name="splitTwiddles">exp(-pi i ((k+1) / (N/2) + 1/2)), k = 0..N/4-1, times 32767, likewise.</param>
    /// <param name="splitTwiddlesAt">Index of the first real part.</param>
    /// <param name="output">N/2 + 1 energies.</param>
    /// <param name="outputAt">Index of the first energy.</param>
    /// <param name="scratch">N elements.</param>
    /// <param name="scratchAt">Index of the first element.</param>
    /// <param name="p">The size.</param>
    public static void Int16ToInt32(
        short[] input, int inputAt, short[] twiddles, int twiddlesAt, short[] splitTwiddles, int splitTwiddlesAt,
        int[] output, int outputAt, short[] scratch, int scratchAt, in SignalEnergyParameters p)
    {
        int sizeLog2 = p.SizeLog2 - 1;
        int size = 1 << sizeLog2;
        Permute(input, inputAt, scratch, scratchAt, sizeLog2);
        int span = 1;
        if ((sizeLog2 & 1) != 0)
        {
            Radix2(scratch, scratchAt, size, twiddles, twiddlesAt);
            span = 2;
        }

        while (span < size)
        {
            Radix4(scratch, scratchAt, size, span, twiddles, twiddlesAt);
            span *= 4;
        }

        Split(scratch, scratchAt, size, splitTwiddles, splitTwiddlesAt, output, outputAt);
    }

    /// <summary>Complex number i goes where its digits in reverse order say: base 4, the last digit base 2 for an odd logarithm.</summary>
    private static void Permute(short[] input, int inputAt, short[] output, int outputAt, int sizeLog2)
    {
        for (int to = 0; to < 1 << sizeLog2; to++)
        {
            int from = 0;
            int bits = sizeLog2;
            int rest = to;
            int place = 0;
            while (bits > 0)
            {
                int digitBits = bits > 1 ? 2 : 1;
                bits -= digitBits;
                from += (rest >> bits) << place;
                rest &= (1 << bits) - 1;
                place += digitBits;
            }

            output[outputAt + (2 * to)] = input[inputAt + (2 * from)];
            output[outputAt + (2 * to) + 1] = input[inputAt + (2 * from) + 1];
        }
    }

    /// <summary>Stages of two neighbours, whose twiddle factor is 1.</summary>
    private static void Radix2(short[] x, int xAt, int size, short[] twiddles, int twiddlesAt)
    {
        int one = twiddles[twiddlesAt];
        for (int i = 0; i < size; i += 2)
        {
            int at = xAt + (2 * i);
            int real = Divide(x[at], 16383);
            int imaginary = Divide(x[at + 1], 16383);
            int otherReal = Divide(x[at + 2], 16383);
            int otherImaginary = Divide(x[at + 3], 16383);
            int productReal = (short)(((otherReal * one) + Half) >> 15);
            int productImaginary = (short)(((otherImaginary * one) + Half) >> 15);
            x[at] = (short)(real + productReal);
            x[at + 1] = (short)(imaginary + productImaginary);
            x[at + 2] = (short)(real - productReal);
            x[at + 3] = (short)(imaginary - productImaginary);
        }
    }

    /// <summary>One stage: the four numbers that lie <paramref name="span"/> apart become their transform.</summary>
    private static void Radix4(short[] x, int xAt, int size, int span, short[] twiddles, int twiddlesAt)
    {
        int step = size / (4 * span);
        for (int k = 0; k < span; k++)
        {
            int w1 = twiddlesAt + (2 * k * step);
            int w2 = twiddlesAt + (4 * k * step);
            int w3 = twiddlesAt + (6 * k * step);
            int w1Real = twiddles[w1];
            int w1Imaginary = twiddles[w1 + 1];
            int w2Real = twiddles[w2];
            int w2Imaginary = twiddles[w2 + 1];
            int w3Real = twiddles[w3];
            int w3Imaginary = twiddles[w3 + 1];
            for (int i = k; i < size; i += 4 * span)
            {
                int at0 = xAt + (2 * i);
                int at1 = at0 + (2 * span);
                int at2 = at1 + (2 * span);
                int at3 = at2 + (2 * span);
                int real = Divide(x[at1], 8191);
                int imaginary = Divide(x[at1 + 1], 8191);
                int bReal = (short)(((real * w1Real) - (imaginary * w1Imaginary) + Half) >> 15);
                int bImaginary = (short)(((real * w1Imaginary) + (imaginary * w1Real) + Half) >> 15);
                real = Divide(x[at2], 8191);
                imaginary = Divide(x[at2 + 1], 8191);
                int cReal = (short)(((real * w2Real) - (imaginary * w2Imaginary) + Half) >> 15);
                int cImaginary = (short)(((real * w2Imaginary) + (imaginary * w2Real) + Half) >> 15);
                real = Divide(x[at3], 8191);
                imaginary = Divide(x[at3 + 1], 8191);
                int dReal = (short)(((real * w3Real) - (imaginary * w3Imaginary) + Half) >> 15);
                int dImaginary = (short)(((real * w3Imaginary) + (imaginary * w3Real) + Half) >> 15);
                int aReal = Divide(x[at0], 8191);
                int aImaginary = Divide(x[at0 + 1], 8191);

                int evenReal = (short)(aReal + cReal);
                int evenImaginary = (short)(aImaginary + cImaginary);
                int oddReal = (short)(aReal - cReal);
                int oddImaginary = (short)(aImaginary - cImaginary);
                int sumReal = (short)(bReal + dReal);
                int sumImaginary = (short)(bImaginary + dImaginary);
                int differenceReal = (short)(bReal - dReal);
                int differenceImaginary = (short)(bImaginary - dImaginary);
                x[at0] = (short)(evenReal + sumReal);
                x[at0 + 1] = (short)(evenImaginary + sumImaginary);
                x[at1] = (short)(oddReal + differenceImaginary);
                x[at1 + 1] = (short)(oddImaginary - differenceReal);
                x[at2] = (short)(evenReal - sumReal);
                x[at2 + 1] = (short)(evenImaginary - sumImaginary);
                x[at3] = (short)(oddReal - differenceImaginary);
                x[at3 + 1] = (short)(oddImaginary + differenceReal);
            }
        }
    }

    /// <summary>Separates even and odd samples, which were real and imaginary parts, and squares.</summary>
    private static void Split(short[] x, int xAt, int size, short[] twiddles, int twiddlesAt, int[] output, int outputAt)
    {
        int even = Divide(x[xAt], 16383);
        int odd = Divide(x[xAt + 1], 16383);
        output[outputAt] = Energy((short)(even + odd), 0);
        output[outputAt + size] = Energy((short)(even - odd), 0);
        for (int k = 1; k <= size / 2; k++)
        {
            int at = xAt + (2 * k);
            int mirrorAt = xAt + (2 * (size - k));
            int real = Divide(x[at], 16383);
            int imaginary = Divide(x[at + 1], 16383);
            int mirrorReal = Divide(x[mirrorAt], 16383);
            int mirrorImaginary = Divide((short)-x[mirrorAt + 1], 16383);
            int sumReal = (short)(real + mirrorReal);
            int sumImaginary = (short)(imaginary + mirrorImaginary);
            int differenceReal = (short)(real - mirrorReal);
            int differenceImaginary = (short)(imaginary - mirrorImaginary);
            int wReal = twiddles[twiddlesAt + (2 * k) - 2];
            int wImaginary = twiddles[twiddlesAt + (2 * k) - 1];
            int turnedReal = (short)(((differenceReal * wReal) - (differenceImaginary * wImaginary) + Half) >> 15);
            int turnedImaginary = (short)(((differenceReal * wImaginary) + (differenceImaginary * wReal) + Half) >> 15);
            output[outputAt + k] = Energy((short)((sumReal + turnedReal) >> 1), (short)((sumImaginary + turnedImaginary) >> 1));
            output[outputAt + size - k] = Energy((short)((sumReal - turnedReal) >> 1), (short)((turnedImaginary - sumImaginary) >> 1));
        }
    }

    private static int Energy(int real, int imaginary) => unchecked((real * real) + (imaginary * imaginary));

    /// <summary>value * reciprocal / 2^15, rounded to nearest: a division by 2 or 4 as kissfft does it.</summary>
    private static int Divide(int value, int reciprocal) => ((value * reciprocal) + Half) >> 15;
}
