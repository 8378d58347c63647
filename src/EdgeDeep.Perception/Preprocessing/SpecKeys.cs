using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Images;
using EdgeDeep.Runtime;
using static EdgeDeep.Perception.Preprocessing.SpecValue;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>One key of the textual form.</summary>
/// <param name="Name">What stands before the equals sign.</param>
/// <param name="Takes">What may stand behind it, for messages.</param>
/// <param name="Read">The specification with the value; null where the value is not understood.</param>
/// <param name="Write">The value of a specification; null leaves the key out of the canonical form.</param>
internal sealed record SpecKey<T>(string Name, string Takes, Func<T, string, T?> Read, Func<T, string?> Write)
    where T : PreprocessingSpec;

/// <summary>The keys of every kind, in canonical order.</summary>
internal static class SpecKeys
{
    private const string Whole = "a whole number";
    private const string Real = "a number such as 0.5 or 1/255";
    private const string RealOfColumns = "numbers with colons between them, one for each column";
    private const string ThreeReals = "a number such as 0.5 or 1/255, or three with colons between them";

    private static readonly Choice<PeakMode> Peaks = new(("none", PeakMode.None), ("max", PeakMode.Max), ("abs", PeakMode.Absolute));
    private static readonly Choice<bool> Spectra = new(("magnitude", false), ("power", true));
    private static readonly Choice<bool> Arithmetics = new(("float", false), ("fixed", true));
    private static readonly Choice<bool> Switches = new(("on", true), ("off", false));
    private static readonly Choice<InputRounding> Roundings = new(("nearest", InputRounding.Nearest), ("truncate", InputRounding.Truncate));
    private static readonly Choice<ImageColor> Colors = new(("auto", ImageColor.Auto), ("grey", ImageColor.Grey), ("rgb", ImageColor.Rgb), ("bgr", ImageColor.Bgr));
    private static readonly Choice<FitMode> Fits = new(("stretch", FitMode.Stretch), ("letterbox", FitMode.Letterbox), ("crop", FitMode.Crop));
    private static readonly Choice<ResizeMethod> Resizes = new(("area", ResizeMethod.Area), ("bilinear", ResizeMethod.Bilinear), ("nearest", ResizeMethod.Nearest));

    public static readonly IReadOnlyList<SpecKey<SpectrogramSpec>> Mfcc =
    [
        Feature("rate", Whole, (o, t) => Int(t) is int v ? o with { SampleRate = v } : null, o => Text(o.SampleRate)),
        Feature("window", Whole, (o, t) => Int(t) is int v ? o with { Window = v } : null, o => Text(o.Window)),
        Feature("stride", Whole, (o, t) => Int(t) is int v ? o with { Stride = v } : null, o => Text(o.Stride)),
        Feature("fft", Whole, (o, t) => Int(t) is int v ? o with { FftSize = v } : null, o => Text(o.FftSize)),
        Feature("mels", Whole, (o, t) => Int(t) is int v ? o with { MelBins = v } : null, o => Text(o.MelBins)),
        Feature("low", Real, (o, t) => Number(t) is double v ? o with { LowHz = v } : null, o => Text(o.LowHz)),
        Feature("high", Real, (o, t) => Number(t) is double v ? o with { HighHz = v } : null, o => Text(o.HighHz)),
        Feature("coefficients", "a whole number above 0", (o, t) => Int(t) is int v and > 0 ? o with { Coefficients = v } : null, o => Text(o.Coefficients)),
        Feature("frames", Whole, (o, t) => Int(t) is int v ? o with { Frames = v } : null, o => Text(o.Frames)),
        Feature("peak", Peaks.Names, (o, t) => Peaks.Find(t) is PeakMode v ? o with { Peak = v } : null, o => Peaks.NameOf(o.Peak)),
        Feature("spectrum", Spectra.Names, (o, t) => Spectra.Find(t) is bool v ? o with { PowerSpectrum = v } : null, o => Spectra.NameOf(o.PowerSpectrum)),
        Feature("offset", Real, (o, t) => Number(t) is double v ? o with { LogOffset = v } : null, o => Text(o.LogOffset)),
        new("arithmetic", Arithmetics.Names, (s, t) => Arithmetics.Find(t) is bool v ? s with { IsFixedPoint = v } : null, s => s.IsFixedPoint ? Arithmetics.NameOf(true) : null),
        Rounding<SpectrogramSpec>((s, v) => s with { Rounding = v }),
    ];

    public static readonly IReadOnlyList<SpecKey<SpectrogramSpec>> LogMel = [.. Mfcc.Where(key => key.Name != "coefficients")];

    public static readonly IReadOnlyList<SpecKey<MicroSpec>> Micro =
    [
        MicroFeature("rate", Whole, (o, t) => Int(t) is int v ? o with { SampleRate = v } : null, o => Text(o.SampleRate)),
        MicroFeature("window", Whole, (o, t) => Int(t) is int v ? o with { Window = v } : null, o => Text(o.Window)),
        MicroFeature("stride", Whole, (o, t) => Int(t) is int v ? o with { Stride = v } : null, o => Text(o.Stride)),
        MicroFeature("channels", Whole, (o, t) => Int(t) is int v ? o with { Channels = v } : null, o => Text(o.Channels)),
        MicroFeature("low", Real, (o, t) => Number(t) is double v ? o with { LowHz = v } : null, o => Text(o.LowHz)),
        MicroFeature("high", Real, (o, t) => Number(t) is double v ? o with { HighHz = v } : null, o => Text(o.HighHz)),
        MicroFeature("frames", Whole, (o, t) => Int(t) is int v ? o with { Frames = v } : null, o => Text(o.Frames)),
        MicroFeature("smoothing-bits", Whole, (o, t) => Int(t) is int v ? o with { SmoothingBits = v } : null, o => Text(o.SmoothingBits)),
        MicroFeature("even-smoothing", Real, (o, t) => Number(t) is double v ? o with { EvenSmoothing = v } : null, o => Text(o.EvenSmoothing)),
        MicroFeature("odd-smoothing", Real, (o, t) => Number(t) is double v ? o with { OddSmoothing = v } : null, o => Text(o.OddSmoothing)),
        MicroFeature("min-signal", Real, (o, t) => Number(t) is double v ? o with { MinSignalRemaining = v } : null, o => Text(o.MinSignalRemaining)),
        MicroFeature("pcan", Switches.Names, (o, t) => Switches.Find(t) is bool v ? o with { HasPcan = v } : null, o => Switches.NameOf(o.HasPcan)),
        MicroFeature("pcan-strength", Real, (o, t) => Number(t) is double v ? o with { PcanStrength = v } : null, o => Text(o.PcanStrength)),
        MicroFeature("pcan-offset", Real, (o, t) => Number(t) is double v ? o with { PcanOffset = v } : null, o => Text(o.PcanOffset)),
        MicroFeature("pcan-gain-bits", Whole, (o, t) => Int(t) is int v ? o with { PcanGainBits = v } : null, o => Text(o.PcanGainBits)),
        MicroFeature("log-bits", Whole, (o, t) => Int(t) is int v ? o with { LogScaleShift = v } : null, o => Text(o.LogScaleShift)),
        Rounding<MicroSpec>((s, v) => s with { Rounding = v }),
    ];

    public static readonly IReadOnlyList<SpecKey<WaveformSpec>> Waveform =
    [
        new("rate", Whole, (s, t) => Int(t) is int v ? s with { SampleRate = v } : null, s => Text(s.SampleRate)),
        new("length", Whole, (s, t) => Int(t) is int v ? s with { Length = v } : null, s => Text(s.Length)),
        new("peak", Peaks.Names, (s, t) => Peaks.Find(t) is PeakMode v ? s with { Peak = v } : null, s => Peaks.NameOf(s.Peak)),
        new("scale", Real, (s, t) => Number(t) is double v ? s with { Scale = v } : null, s => Text(s.Scale)),
        new("hop", Whole, (s, t) => Int(t) is int v ? s with { Hop = v } : null, s => s.Hop == 0 ? null : Text(s.Hop)),
        Rounding<WaveformSpec>((s, v) => s with { Rounding = v }),
    ];

    public static readonly IReadOnlyList<SpecKey<ImageSpec>> Image =
    [
        new("scale", Real, (s, t) => Number(t) is double v ? s with { Scale = v } : null, s => Text(s.Scale)),
        new("mean", ThreeReals, (s, t) => Numbers(t) is PerChannel v ? s with { Mean = v } : null, s => Text(s.Mean)),
        new("std", ThreeReals, (s, t) => Numbers(t) is PerChannel v ? s with { Std = v } : null, s => Text(s.Std)),
        new("color", Colors.Names, (s, t) => Colors.Find(t) is ImageColor v ? s with { Color = v } : null, s => Colors.NameOf(s.Color)),
        new("fit", Fits.Names, (s, t) => Fits.Find(t) is FitMode v ? s with { Fit = v } : null, s => Fits.NameOf(s.Fit)),
        new("resize", Resizes.Names, (s, t) => Resizes.Find(t) is ResizeMethod v ? s with { Resize = v } : null, s => Resizes.NameOf(s.Resize)),
        new("pad", "a whole number from 0 to 255", (s, t) => Int(t) is int v and <= 255 ? s with { Padding = (byte)v } : null, s => Text(s.Padding)),
        new("size", "WIDTHxHEIGHT", (s, t) => Pixels(t) is PixelSize v ? s with { Size = v } : null, s => s.Size is PixelSize v ? $"{Text(v.Width)}x{Text(v.Height)}" : null),
        Rounding<ImageSpec>((s, v) => s with { Rounding = v }),
    ];

    public static readonly IReadOnlyList<SpecKey<TableSpec>> Table =
    [
        new("columns", "names of columns with colons between them", (s, t) => t.Length > 0 ? s with { Columns = t } : null, s => Named(s.Columns)),
        new("label", "the name of a column", (s, t) => t.Length > 0 ? s with { Label = t } : null, s => Named(s.Label)),
        new("mean", RealOfColumns, (s, t) => Columns(t) is PerColumn v ? s with { Mean = v } : null, s => s.Mean is PerColumn v ? Text(v) : null),
        new("std", RealOfColumns, (s, t) => Columns(t) is PerColumn v ? s with { Std = v } : null, s => s.Std is PerColumn v ? Text(v) : null),
        Rounding<TableSpec>((s, v) => s with { Rounding = v }),
    ];

    private static string? Named(string names) => names.Length > 0 ? names : null;

    private static SpecKey<SpectrogramSpec> Feature(
        string name, string takes, Func<MfccOptions, string, MfccOptions?> read, Func<MfccOptions, string> write) =>
        new(name, takes, (s, t) => read(s.Features, t) is MfccOptions o ? s with { Features = o } : null, s => write(s.Features));

    private static SpecKey<MicroSpec> MicroFeature(
        string name, string takes, Func<MicroOptions, string, MicroOptions?> read, Func<MicroOptions, string> write) =>
        new(name, takes, (s, t) => read(s.Features, t) is MicroOptions o ? s with { Features = o } : null, s => write(s.Features));

    private static SpecKey<T> Rounding<T>(Func<T, InputRounding, T> set)
        where T : PreprocessingSpec =>
        new("rounding", Roundings.Names, (s, t) => Roundings.Find(t) is InputRounding v ? set(s, v) : null, s => Roundings.NameOf(s.Rounding));
}
