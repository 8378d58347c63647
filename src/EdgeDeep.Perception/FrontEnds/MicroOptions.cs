using System.Globalization;
using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>
/// Everything that decides the features of the micro front end of TensorFlow Lite Micro: window, FFT, filter bank, square
/// root, noise reduction, automatic gain, logarithm, all in integers. The defaults are those of micro_speech.
/// </summary>
public sealed record MicroOptions
{
    /// <summary>Samples a second, <see cref="Resampler.MinRate"/>..<see cref="Resampler.MaxRate"/>.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Samples of one frame, 4..32768; padded with zeros to a power of two.</summary>
    public int Window { get; init; } = 480;

    /// <summary>Samples from the start of one frame to the start of the next, 1..2^20.</summary>
    public int Stride { get; init; } = 320;

    /// <summary>Channels of the filter bank: values of a frame, 1..1024.</summary>
    public int Channels { get; init; } = 40;

    /// <summary>Lower end of the filter bank in Hz, at least 0.</summary>
    public double LowHz { get; init; } = 125;

    /// <summary>Upper end of the filter bank in Hz, below half the sample rate.</summary>
    public double HighHz { get; init; } = 7500;

    /// <summary>Number of frames that the model takes at once, 1..2^16.</summary>
    public int Frames { get; init; } = 49;

    /// <summary>Fraction bits of the noise estimates, 0..16.</summary>
    public int SmoothingBits { get; init; } = 10;

    /// <summary>How fast the noise estimates of channels 0, 2, 4, ... follow, 0..1.</summary>
    public double EvenSmoothing { get; init; } = 0.025;

    /// <summary>How fast the noise estimates of channels 1, 3, 5, ... follow, 0..1.</summary>
    public double OddSmoothing { get; init; } = 0.06;

    /// <summary>The part of a channel that noise reduction always leaves, 0..1.</summary>
    public double MinSignalRemaining { get; init; } = 0.05;

    /// <summary>Whether channels are normalized by their noise estimates (PCAN).</summary>
    public bool HasPcan { get; init; } = true;

    /// <summary>Exponent of the normalization, 0..1.</summary>
    public double PcanStrength { get; init; } = 0.95;

    /// <summary>Added to the noise estimate in the normalization, above 0.</summary>
    public double PcanOffset { get; init; } = 80;

    /// <summary>Fraction bits of the gain of the normalization, 16..30.</summary>
    public int PcanGainBits { get; init; } = 21;

    /// <summary>Fraction bits of the logarithm, 0..10.</summary>
    public int LogScaleShift { get; init; } = 6;

    /// <summary>Size of the Fourier transform.</summary>
    public int FftSize
    {
        get
        {
            int size = 4;
            while (size < Window)
            {
                size *= 2;
            }

            return size;
        }
    }

    /// <summary>What is wrong with the options, as part of a sentence; null where they are fine.</summary>
    public string? Problem()
    {
        static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
        static bool IsPart(double value) => value is >= 0 and <= 1;
        return this switch
        {
            { SampleRate: < Resampler.MinRate or > Resampler.MaxRate } => $"the rate {SampleRate} must be from {Resampler.MinRate} to {Resampler.MaxRate} Hz",
            { Window: < 4 or > 32768 } => $"the window of {Window} samples must have from 4 to 32768",
            { Stride: < 1 or > 1 << 20 } => $"the stride of {Stride} samples must be from 1 to {1 << 20}",
            { Channels: < 1 or > 1024 } => $"{Channels} channels must be from 1 to 1024",
            { Frames: < 1 or > 1 << 16 } => $"{Frames} frames must be from 1 to {1 << 16}",
            _ when !(LowHz >= 0 && LowHz < HighHz && HighHz < SampleRate / 2.0) =>
                $"the band from {Text(LowHz)} to {Text(HighHz)} Hz must rise and end below {Text(SampleRate / 2.0)} Hz, half the rate",
            { SmoothingBits: < 0 or > 16 } => $"the {SmoothingBits} bits of the noise estimate must be from 0 to 16",
            _ when !IsPart(EvenSmoothing) || !IsPart(OddSmoothing) || !IsPart(MinSignalRemaining) || !IsPart(PcanStrength) =>
                "smoothing, remaining signal and strength must be from 0 to 1",
            _ when !(PcanOffset > 0 && double.IsFinite(PcanOffset)) => $"the offset {Text(PcanOffset)} of the normalization must be greater than 0",
            { PcanGainBits: < 16 or > 30 } => $"the {PcanGainBits} bits of the gain must be from 16 to 30",
            { LogScaleShift: < 0 or > 10 } => $"the {LogScaleShift} bits of the logarithm must be from 0 to 10",
            _ => null,
        };
    }
}
