namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Mel-frequency cepstral coefficients, or log-mel energies, of mono sound: periodic Hann window, zero-padded FFT,
/// magnitude (or power), mel filters, ln(x + offset), DCT-II with the factor 2/sqrt(2*bins).
/// </summary>
/// <remarks>
/// The arithmetic is that of tf.signal.stft(pad_end=False), linear_to_mel_weight_matrix and
/// mfccs_from_log_mel_spectrograms, carried out in double and rounded once to float. After construction nothing is
/// allocated. Not safe for use by several threads at once: give each its own.
/// </remarks>
public sealed class Mfcc
{
    private readonly RealFft _fft;
    private readonly MelFilterBank _filters;
    private readonly double[] _hann;
    private readonly double[] _dct; // [coefficient, mel bin]
    private readonly double[] _frame;
    private readonly double[] _spectrum;
    private readonly double[] _logMel;

    /// <summary>Prepares window, filters and transforms.</summary>
    /// <param name="options">What to compute.</param>
    /// <exception cref="ArgumentException">The options contradict each other (<see cref="MfccOptions.Problem"/>).</exception>
    public Mfcc(MfccOptions options)
    {
        if (options.Problem() is string problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Options = options;
        _fft = new RealFft(options.FftSize);
        _filters = new MelFilterBank(options.MelBins, _fft.Bins, options.SampleRate, options.LowHz, options.HighHz);
        _frame = new double[options.Window];
        _spectrum = new double[_fft.Bins];
        _logMel = new double[options.MelBins];
        _hann = new double[options.Window];
        for (int i = 0; i < _hann.Length; i++)
        {
            _hann[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / _hann.Length));
        }

        _dct = new double[options.Coefficients * options.MelBins];
        for (int i = 0; i < _dct.Length; i++)
        {
            (int k, int n) = Math.DivRem(i, options.MelBins);
            _dct[i] = 2 * Math.Cos(Math.PI * k * ((2 * n) + 1) / (2.0 * options.MelBins)) / Math.Sqrt(2.0 * options.MelBins);
        }
    }

    /// <summary>What is computed.</summary>
    public MfccOptions Options { get; }

    /// <summary>Features of a whole clip: peak normalisation, then <see cref="MfccOptions.Frames"/> frames.</summary>
    /// <param name="samples">
    /// The clip at <see cref="MfccOptions.SampleRate"/>, any length: a short one counts as followed by silence, of a long
    /// one the first frames are used. The peak is that of all samples given.
    /// </param>
    /// <param name="features">Receives [frames, features of a frame], row by row.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> is too short.</exception>
    public void Compute(ReadOnlySpan<float> samples, Span<float> features)
    {
        int width = Options.FeaturesPerFrame;
        if (features.Length < Options.Frames * width)
        {
            throw new ArgumentException($"needs room for {Options.Frames * width} values", nameof(features));
        }

        double factor = Peak.Factor(samples, Options.Peak);
        for (int frame = 0; frame < Options.Frames; frame++)
        {
            long start = Math.Min((long)frame * Options.Stride, samples.Length);
            ReadOnlySpan<float> rest = samples[(int)start..];
            ComputeFrame(rest[..Math.Min(rest.Length, Options.Window)], features.Slice(frame * width, width), factor);
        }
    }

    /// <summary>Features of one frame; what a microphone loop calls every <see cref="MfccOptions.Stride"/> samples.</summary>
    /// <param name="window">At most <see cref="MfccOptions.Window"/> samples; fewer count as followed by silence.</param>
    /// <param name="features">Receives <see cref="MfccOptions.FeaturesPerFrame"/> values.</param>
    /// <param name="factor">What samples are multiplied with first, for instance <see cref="Peak.Factor"/> of the last second.</param>
    public void ComputeFrame(ReadOnlySpan<float> window, Span<float> features, double factor = 1)
    {
        Span<double> frame = _frame.AsSpan(0, window.Length);
        for (int i = 0; i < frame.Length; i++)
        {
            frame[i] = window[i] * factor * _hann[i];
        }

        _fft.Power(frame, _spectrum);
        if (!Options.PowerSpectrum)
        {
            foreach (ref double bin in _spectrum.AsSpan())
            {
                bin = Math.Sqrt(bin);
            }
        }

        _filters.Apply(_spectrum, _logMel);
        foreach (ref double value in _logMel.AsSpan())
        {
            value = Math.Log(value + Options.LogOffset);
        }

        Emit(features[..Options.FeaturesPerFrame]);
    }

    private void Emit(Span<float> features)
    {
        ReadOnlySpan<double> logMel = _logMel;
        for (int k = 0; k < features.Length; k++)
        {
            if (Options.Coefficients == 0)
            {
                features[k] = (float)logMel[k];
                continue;
            }

            ReadOnlySpan<double> row = _dct.AsSpan(k * logMel.Length, logMel.Length);
            double sum = 0;
            for (int n = 0; n < row.Length; n++)
            {
                sum += row[n] * logMel[n];
            }

            features[k] = (float)sum;
        }
    }
}
