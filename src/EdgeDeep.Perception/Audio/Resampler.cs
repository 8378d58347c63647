namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Changes the sample rate by a polyphase, Kaiser-windowed sinc of linear phase without delay: sample n of the output lies
/// at n * from / to of the input. Flat to 0.84 of the lower of the two Nyquist frequencies, 80 dB down from that frequency on.
/// </summary>
/// <remarks>
/// One row of weights is computed for every phase that occurs and then kept. Beyond both ends the sound counts as silence.
/// Not safe for use by several threads at once.
/// </remarks>
public sealed class Resampler
{
    /// <summary>Lowest supported rate in Hz.</summary>
    public const int MinRate = 1000;

    /// <summary>Highest supported rate in Hz.</summary>
    public const int MaxRate = 384000;

    private const int ZeroCrossings = 32;
    private const double CutOff = 0.92;
    private const double KaiserBeta = 7.86;

    private readonly int _up;
    private readonly int _down;
    private readonly double _bandwidth;
    private readonly int _halfTaps;
    private readonly float[]?[] _rows;

    /// <summary>Prepares a conversion.</summary>
    /// <param name="fromRate">Rate of the input in Hz, <see cref="MinRate"/>..<see cref="MaxRate"/>.</param>
    /// <param name="toRate">Rate of the output in Hz, in the same range.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    public Resampler(int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRate, MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromRate, MaxRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(toRate, MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toRate, MaxRate);
        int divisor = GreatestCommonDivisor(fromRate, toRate);
        _up = toRate / divisor;
        _down = fromRate / divisor;
        _bandwidth = Math.Min(1.0, (double)toRate / fromRate);
        _halfTaps = (int)Math.Ceiling(ZeroCrossings / _bandwidth);
        _rows = new float[_up][];
    }

    /// <summary>Number of output samples for a number of input samples: the next whole number from above of length * to / from.</summary>
    public int LengthOf(int inputSamples) => checked((int)((((long)inputSamples * _up) + _down - 1) / _down));

    /// <summary>Converts a whole clip.</summary>
    /// <param name="input">Samples at the input rate.</param>
    /// <returns><see cref="LengthOf"/> samples at the output rate.</returns>
    public float[] Convert(ReadOnlySpan<float> input)
    {
        float[] output = new float[LengthOf(input.Length)];
        long position = 0; // of the output sample, in 1/_up of an input sample
        for (int n = 0; n < output.Length; n++, position += _down)
        {
            int centre = (int)(position / _up);
            int phase = (int)(position % _up);
            ReadOnlySpan<float> row = _rows[phase] ??= Row(phase);
            int first = centre - _halfTaps + 1;
            int from = Math.Max(0, -first);
            int to = Math.Min(row.Length, input.Length - first);
            double sum = 0;
            for (int i = from; i < to; i++)
            {
                sum += (double)row[i] * input[first + i];
            }

            output[n] = (float)sum;
        }

        return output;
    }

    /// <summary>Weights of the inputs centre-half+1 .. centre+half for an output at centre + phase/up; they sum to 1.</summary>
    private float[] Row(int phase)
    {
        double[] row = new double[2 * _halfTaps];
        double total = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double distance = i - _halfTaps + 1 - ((double)phase / _up);
            double x = distance * _bandwidth * CutOff * Math.PI;
            double u = distance / _halfTaps;
            row[i] = (x == 0 ? 1 : Math.Sin(x) / x) * BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (u * u))));
            total += row[i];
        }

        return Array.ConvertAll(row, weight => (float)(weight / total));
    }

    /// <summary>Modified Bessel function of the first kind and order 0, by its power series.</summary>
    private static double BesselI0(double x)
    {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
