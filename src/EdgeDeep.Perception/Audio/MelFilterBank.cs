namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Triangular filters, equally wide and half overlapping on the HTK mel scale 1127 ln(1 + f/700), with unit peaks:
/// the weights of tf.signal.linear_to_mel_weight_matrix, kept sparse. The bin at 0 Hz has no weight.
/// </summary>
internal sealed class MelFilterBank
{
    private readonly int[] _first;
    private readonly double[][] _weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="filters">Number of filters.</param>
    /// <param name="bins">Number of spectrum bins, 0 Hz to half the sample rate inclusive.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="lowHz">Lower edge of the first filter.</param>
    /// <param name="highHz">Upper edge of the last filter.</param>
    public MelFilterBank(int filters, int bins, int sampleRate, double lowHz, double highHz)
    {
        _first = new int[filters];
        _weights = new double[filters][];
        double hzPerBin = sampleRate / 2.0 / (bins - 1);
        double low = Mel(lowHz);
        double step = (Mel(highHz) - low) / (filters + 1);
        for (int f = 0; f < filters; f++)
        {
            double left = low + (f * step);
            double right = left + (2 * step);
            int first = 1;
            while (first < bins && Mel(first * hzPerBin) <= left)
            {
                first++;
            }

            int end = first;
            while (end < bins && Mel(end * hzPerBin) < right)
            {
                end++;
            }

            _first[f] = first;
            _weights[f] = new double[end - first];
            for (int bin = first; bin < end; bin++)
            {
                double mel = Mel(bin * hzPerBin);
                _weights[f][bin - first] = Math.Min(mel - left, right - mel) / step;
            }
        }
    }

    /// <summary>Weighted sums of a spectrum.</summary>
    /// <param name="spectrum">One value a bin.</param>
    /// <param name="mel">Receives one value a filter.</param>
    public void Apply(ReadOnlySpan<double> spectrum, Span<double> mel)
    {
        for (int f = 0; f < _weights.Length; f++)
        {
            double[] weights = _weights[f];
            ReadOnlySpan<double> part = spectrum.Slice(_first[f], weights.Length);
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * part[i];
            }

            mel[f] = sum;
        }
    }

    /// <summary>The first bin that has a weight in a filter.</summary>
    public int FirstBinOf(int filter) => _first[filter];

    /// <summary>The weights of a filter, from its first bin on.</summary>
    public ReadOnlySpan<double> WeightsOf(int filter) => _weights[filter];

    private static double Mel(double hz) => 1127 * Math.Log(1 + (hz / 700));
}
