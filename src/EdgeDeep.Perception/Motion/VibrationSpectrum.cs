using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Motion;

/// <summary>
/// The spectrum of a vibration, averaged over time, as the input of models for anomalies: one logarithm for each axis and
/// each band of a 64th of the sample rate.
/// </summary>
/// <remarks>
/// For each axis: the mean is removed, so that neither gravity nor the sensor's position counts. Pieces of 64 samples,
/// each 32 after the one before, are multiplied by Hann's window w[n] = 0.5 - 0.5 * cos(2*pi*n/64) and transformed.
/// P[k] is the mean over the pieces of |X[k]|² / sum of w², and the result is log10(1 + P[k] / 1e-6) for k = 1..32, in
/// units of g²: 0 far below the noise of usual sensors, 3 for an oscillation of about 10 mg in the band. Samples after the
/// last whole piece are not used. Allocates once; not safe for use by several threads at once.
/// </remarks>
public sealed class VibrationSpectrum
{
    /// <summary>Samples of a piece.</summary>
    public const int Piece = 64;

    /// <summary>Samples from the start of a piece to the start of the next one.</summary>
    public const int Hop = 32;

    /// <summary>Bands of an axis; 0 Hz is left out.</summary>
    public const int Bands = Piece / 2;

    private const double Floor = 1e-6; // g²

    private readonly RealFft _fft = new(Piece);
    private readonly double[] _window = new double[Piece];
    private readonly double[] _piece = new double[Piece];
    private readonly double[] _power = new double[Bands + 1];
    private readonly double[] _sum = new double[Bands + 1];
    private readonly double _energy;

    /// <summary>Prepares the tables.</summary>
    public VibrationSpectrum()
    {
        for (int n = 0; n < Piece; n++)
        {
            _window[n] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / Piece));
            _energy += _window[n] * _window[n];
        }
    }

    /// <summary>Computes the spectrum.</summary>
    /// <param name="samples">Accelerations in g, the axes of one moment side by side; at least <see cref="Piece"/> moments.</param>
    /// <param name="axes">Number of axes, at least 1.</param>
    /// <param name="spectrum">Receives axes * <see cref="Bands"/> values, axis by axis, lowest band first.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other, or there are too few samples.</exception>
    public void Compute(ReadOnlySpan<float> samples, int axes, Span<float> spectrum)
    {
        int moments = axes > 0 ? samples.Length / axes : 0;
        if (moments < Piece || moments * axes != samples.Length || spectrum.Length != axes * Bands)
        {
            throw new ArgumentException($"{samples.Length} samples of {axes} axes make no {spectrum.Length} values; give at least {Piece} whole moments and {Bands} values an axis.", nameof(samples));
        }

        for (int axis = 0; axis < axes; axis++)
        {
            Axis(samples, moments, axes, axis, spectrum.Slice(axis * Bands, Bands));
        }
    }

    /// <summary>How far a spectrum is from what a model makes of it: the mean of the squared differences.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="reconstruction">The model's output, as many values.</param>
    public static double Score(ReadOnlySpan<float> spectrum, ReadOnlySpan<float> reconstruction)
    {
        double sum = 0;
        for (int i = 0; i < spectrum.Length; i++)
        {
            double difference = spectrum[i] - reconstruction[i];
            sum += difference * difference;
        }

        return sum / spectrum.Length;
    }

    private void Axis(ReadOnlySpan<float> samples, int moments, int axes, int axis, Span<float> spectrum)
    {
        double mean = 0;
        for (int i = 0; i < moments; i++)
        {
            mean += samples[(i * axes) + axis];
        }

        mean /= moments;
        Array.Clear(_sum);
        int pieces = ((moments - Piece) / Hop) + 1;
        for (int piece = 0; piece < pieces; piece++)
        {
            for (int n = 0; n < Piece; n++)
            {
                _piece[n] = (samples[(((piece * Hop) + n) * axes) + axis] - mean) * _window[n];
            }

            _fft.Power(_piece, _power);
            for (int k = 1; k <= Bands; k++)
            {
                _sum[k] += _power[k];
            }
        }

        for (int k = 1; k <= Bands; k++)
        {
            spectrum[k - 1] = (float)Math.Log10(1 + (_sum[k] / (pieces * _energy * Floor)));
        }
    }
}
