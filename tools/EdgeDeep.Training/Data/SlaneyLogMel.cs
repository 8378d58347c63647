using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Training.Data;

/// <summary>
/// The features that Google's speech embedding network takes, in the scaling of the openWakeWord distribution: 32 mel
/// bands (Slaney's scale and area normalization, 60 to 3800 Hz) of the power spectrum of 16-bit samples, a Hann window of
/// 25 ms in the middle of a 512-point FFT, every 10 ms; log10 relative to the loudest value of the clip, at least -8, plus 2.
/// </summary>
public sealed class SlaneyLogMel
{
    /// <summary>Bands of a frame.</summary>
    public const int Bands = 32;

    private const int FftSize = 512, Window = 400, Stride = 160;

    private readonly RealFft _fft = new(FftSize);
    private readonly double[] _window = new double[FftSize];
    private readonly double[] _frame = new double[FftSize];
    private readonly double[] _power;
    private readonly double[,] _filters;

    /// <summary>Prepares window and filters.</summary>
    public SlaneyLogMel()
    {
        for (int i = 0; i < Window; i++)
        {
            _window[((FftSize - Window) / 2) + i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Window));
        }

        _power = new double[_fft.Bins];
        _filters = new double[Bands, _fft.Bins];
        double low = ToMel(60), step = (ToMel(3800) - low) / (Bands + 1);
        for (int band = 0; band < Bands; band++)
        {
            double left = ToHz(low + (band * step)), centre = ToHz(low + ((band + 1) * step)), right = ToHz(low + ((band + 2) * step));
            for (int bin = 0; bin < _fft.Bins; bin++)
            {
                double hz = bin * 16000.0 / FftSize;
                _filters[band, bin] = Math.Max(0, Math.Min((hz - left) / (centre - left), (right - hz) / (right - centre))) * 2 / (right - left);
            }
        }
    }

    /// <summary>Frames that fit into a number of samples.</summary>
    public static int FramesOf(int samples) => Math.Max(0, ((samples - FftSize) / Stride) + 1);

    /// <summary>Weight of an FFT bin in a band.</summary>
    /// <param name="band">0 to 31.</param>
    /// <param name="bin">0 to 256.</param>
    public double Weight(int band, int bin) => _filters[band, bin];

    /// <summary>Features [frames, 32] of a clip.</summary>
    /// <param name="samples">Mono at 16 kHz, -1..1.</param>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        float[] features = new float[FramesOf(samples.Length) * Bands];
        float loudest = float.NegativeInfinity;
        for (int i = 0; i < features.Length; i += Bands)
        {
            for (int k = 0; k < FftSize; k++)
            {
                _frame[k] = samples[(i / Bands * Stride) + k] * 32768 * _window[k];
            }

            _fft.Power(_frame, _power);
            for (int band = 0; band < Bands; band++)
            {
                double sum = 0;
                for (int bin = 0; bin < _power.Length; bin++)
                {
                    sum += _filters[band, bin] * _power[bin];
                }

                features[i + band] = (float)Math.Log10(Math.Max(sum, 1e-10));
                loudest = Math.Max(loudest, features[i + band]);
            }
        }

        for (int i = 0; i < features.Length; i++)
        {
            features[i] = Math.Max(features[i] - loudest, -8) + 2;
        }

        return features;
    }

    private static double ToMel(double hz) => hz < 1000 ? hz * 3 / 200 : 15 + (Math.Log(hz / 1000) * 27 / Math.Log(6.4));

    private static double ToHz(double mel) => mel < 15 ? mel * 200 / 3 : 1000 * Math.Exp((mel - 15) * Math.Log(6.4) / 27);
}
