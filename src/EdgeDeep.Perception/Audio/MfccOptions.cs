using System.Globalization;

namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Everything that decides the features of a clip. The defaults are those of the MLPerf Tiny keyword model:
/// 49 frames of 10 coefficients from a second at 16 kHz.
/// </summary>
public sealed record MfccOptions
{
    /// <summary>Samples a second, <see cref="Resampler.MinRate"/>..<see cref="Resampler.MaxRate"/>.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Samples of one frame, 2..<see cref="FftSize"/>; weighted by a periodic Hann window.</summary>
    public int Window { get; init; } = 480;

    /// <summary>Samples from the start of one frame to the start of the next, 1..2^20.</summary>
    public int Stride { get; init; } = 320;

    /// <summary>Size of the Fourier transform, a power of two; frames are padded with zeros at their end.</summary>
    public int FftSize { get; init; } = 512;

    /// <summary>Number of mel filters, 1..1024.</summary>
    public int MelBins { get; init; } = 40;

    /// <summary>Lower edge of the first mel filter in Hz, at least 0.</summary>
    public double LowHz { get; init; } = 20;

    /// <summary>Upper edge of the last mel filter in Hz, at most half the sample rate.</summary>
    public double HighHz { get; init; } = 4000;

    /// <summary>Number of cepstral coefficients kept, 1..<see cref="MelBins"/>; 0 stops at the logarithm (log-mel features).</summary>
    public int Coefficients { get; init; } = 10;

    /// <summary>Number of frames, 1..2^16.</summary>
    public int Frames { get; init; } = 49;

    /// <summary>Loudness normalisation of the clip.</summary>
    public PeakMode Peak { get; init; } = PeakMode.None;

    /// <summary>Filters sum magnitudes (false) or squared magnitudes (true).</summary>
    public bool PowerSpectrum { get; init; }

    /// <summary>Added before the logarithm, greater than 0.</summary>
    public double LogOffset { get; init; } = 1e-6;

    /// <summary>Values of one frame: <see cref="Coefficients"/>, or <see cref="MelBins"/> for log-mel.</summary>
    public int FeaturesPerFrame => Coefficients == 0 ? MelBins : Coefficients;

    /// <summary>Samples that all frames together cover.</summary>
    public long CoveredSamples => Window + ((Frames - 1L) * Stride);

    /// <summary>What is wrong with the options, as part of a sentence; null where they are fine.</summary>
    public string? Problem()
    {
        (bool Bad, string Text)[] rules =
        [
            (SampleRate is < Resampler.MinRate or > Resampler.MaxRate, $"the rate {SampleRate} must be from {Resampler.MinRate} to {Resampler.MaxRate} Hz"),
            (!RealFft.IsSupported(FftSize), $"the FFT size {FftSize} must be a power of two from 4 to {RealFft.MaxSize}"),
            (Window < 2 || Window > FftSize, $"the window of {Window} samples must have from 2 to {FftSize}, the FFT size"),
            (Stride is < 1 or > 1 << 20, $"the stride of {Stride} samples must be from 1 to {1 << 20}"),
            (MelBins is < 1 or > 1024, $"{MelBins} mel bins must be from 1 to 1024"),
            (!(LowHz >= 0 && LowHz < HighHz && HighHz <= SampleRate / 2.0), $"the band from {Text(LowHz)} to {Text(HighHz)} Hz must rise and end at {Text(SampleRate / 2.0)} Hz, half the rate, at most"),
            (Coefficients < 0 || Coefficients > MelBins, $"{Coefficients} coefficients must be at most {MelBins}, the number of mel bins"),
            (Frames is < 1 or > 1 << 16, $"{Frames} frames must be from 1 to {1 << 16}"),
            (!(LogOffset > 0 && double.IsFinite(LogOffset)), $"the log offset {Text(LogOffset)} must be greater than 0"),
        ];
        foreach ((bool bad, string text) in rules)
        {
            if (bad)
            {
                return text;
            }
        }

        return null;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
