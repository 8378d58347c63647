namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Discrete Fourier transform of real numbers, in double: X[k] = sum over n of x[n] * exp(-2*pi*i*k*n/N), not scaled.
/// </summary>
/// <remarks>
/// N reals are transformed as N/2 complex numbers (even samples real, odd samples imaginary) by an iterative radix-2
/// decimation in time, then separated. Tables are computed once; a transform allocates nothing.
/// Not safe for use by several threads at once.
/// </remarks>
public sealed class RealFft
{
    /// <summary>Largest supported size.</summary>
    public const int MaxSize = 1 << 16;

    private readonly int _half;
    private readonly int[] _bitReversed;
    private readonly double[] _cos; // cos(2*pi*k/N), k = 0..N/2-1
    private readonly double[] _sin; // sin(2*pi*k/N)
    private readonly double[] _real;
    private readonly double[] _imaginary;

    /// <summary>Prepares transforms of one size.</summary>
    /// <param name="size">N: a power of two, 4..<see cref="MaxSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not supported.</exception>
    public RealFft(int size)
    {
        if (!IsSupported(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"must be a power of two from 4 to {MaxSize}");
        }

        Size = size;
        _half = size / 2;
        _real = new double[_half];
        _imaginary = new double[_half];
        _cos = new double[_half];
        _sin = new double[_half];
        _bitReversed = new int[_half];
        for (int k = 0; k < _half; k++)
        {
            (_sin[k], _cos[k]) = Math.SinCos(2 * Math.PI * k / size);
            _bitReversed[k] = (_bitReversed[k >> 1] >> 1) | ((k & 1) * (_half >> 1));
        }
    }

    /// <summary>N, the number of real inputs.</summary>
    public int Size { get; }

    /// <summary>Number of results, N/2 + 1: from 0 Hz to half the sample rate.</summary>
    public int Bins => _half + 1;

    /// <summary>Whether a size can be transformed.</summary>
    public static bool IsSupported(int size) => size is >= 4 and <= MaxSize && int.IsPow2(size);

    /// <summary>Squared magnitudes |X[k]|² of the transform.</summary>
    /// <param name="samples">At most N reals; the rest counts as zeros.</param>
    /// <param name="power">Receives <see cref="Bins"/> values.</param>
    public void Power(ReadOnlySpan<double> samples, Span<double> power)
    {
        Load(samples);
        Butterflies();
        power = power[..Bins];
        power[0] = Square(_real[0] + _imaginary[0]);
        power[_half] = Square(_real[0] - _imaginary[0]);
        for (int k = 1; k < _half; k++)
        {
            int m = _half - k;

            // The transforms of the even and of the odd samples, from the symmetric and antisymmetric parts.
            double evenReal = 0.5 * (_real[k] + _real[m]);
            double evenImaginary = 0.5 * (_imaginary[k] - _imaginary[m]);
            double oddReal = 0.5 * (_imaginary[k] + _imaginary[m]);
            double oddImaginary = 0.5 * (_real[m] - _real[k]);
            double real = evenReal + (oddReal * _cos[k]) + (oddImaginary * _sin[k]);
            double imaginary = evenImaginary + (oddImaginary * _cos[k]) - (oddReal * _sin[k]);
            power[k] = Square(real) + Square(imaginary);
        }
    }

    private static double Square(double x) => x * x;

    private void Load(ReadOnlySpan<double> samples)
    {
        samples = samples[..Math.Min(samples.Length, Size)];
        for (int i = 0; i < _half; i++)
        {
            int to = _bitReversed[i];
            _real[to] = 2 * i < samples.Length ? samples[2 * i] : 0;
            _imaginary[to] = (2 * i) + 1 < samples.Length ? samples[(2 * i) + 1] : 0;
        }
    }

    private void Butterflies()
    {
        double[] re = _real;
        double[] im = _imaginary;
        for (int span = 1; span < _half; span *= 2)
        {
            int twiddleStep = _half / span; // exp(-2*pi*i*j/(2*span)) is table entry j*N/(2*span)
            for (int j = 0; j < span; j++)
            {
                double c = _cos[j * twiddleStep];
                double s = _sin[j * twiddleStep];
                for (int a = j; a < _half; a += 2 * span)
                {
                    int b = a + span;
                    double re1 = (re[b] * c) + (im[b] * s);
                    double im1 = (im[b] * c) - (re[b] * s);
                    re[b] = re[a] - re1;
                    im[b] = im[a] - im1;
                    re[a] += re1;
                    im[a] += im1;
                }
            }
        }
    }
}
