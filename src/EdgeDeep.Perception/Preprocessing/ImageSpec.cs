using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>What the channels of a picture input are.</summary>
public enum ImageColor
{
    /// <summary>What the model's input has: grey for one channel, red green blue for three.</summary>
    Auto,

    /// <summary>One channel, luma of BT.601.</summary>
    Grey,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}

/// <summary>A number for each channel of the model's input, in the order of its channels.</summary>
/// <param name="First">Of the first channel, or the only one.</param>
/// <param name="Second">Of the second channel.</param>
/// <param name="Third">Of the third channel.</param>
public readonly record struct PerChannel(double First, double Second, double Third)
{
    /// <summary>The same number for every channel.</summary>
    public PerChannel(double all)
        : this(all, all, all)
    {
    }

    /// <summary>The number of channel 0, 1 or 2.</summary>
    public double this[int channel] => channel switch
    {
        0 => First,
        1 => Second,
        _ => Third,
    };

    /// <summary>Whether all channels have the same number.</summary>
    public bool IsUniform => First == Second && First == Third;
}

/// <summary>A size in pixels.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelSize(int Width, int Height);

/// <summary>Picture to tensor: colour, fit, then (byte * scale - mean) / std (kind <c>image</c>).</summary>
public sealed record ImageSpec : PreprocessingSpec
{
    /// <summary>Factor of the byte 0..255.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Subtracted after scaling.</summary>
    public PerChannel Mean { get; init; } = new(0);

    /// <summary>Divisor at the end; not 0.</summary>
    public PerChannel Std { get; init; } = new(1);

    /// <summary>Channels and their order.</summary>
    public ImageColor Color { get; init; } = ImageColor.Auto;

    /// <summary>What happens to pictures of other proportions.</summary>
    public FitMode Fit { get; init; } = FitMode.Stretch;

    /// <summary>How pictures are resampled.</summary>
    public ResizeMethod Resize { get; init; } = ResizeMethod.Area;

    /// <summary>Byte that fills the border of a letterbox, before scaling.</summary>
    public byte Padding { get; init; }

    /// <summary>Size for models whose input shape does not tell it, such as [1,784]; null takes the shape's.</summary>
    public PixelSize? Size { get; init; }

    /// <inheritdoc/>
    public override string Kind => "image";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Pictures;

    /// <summary>The input value of a byte in a channel of the model, before quantization.</summary>
    public double ValueOf(byte pixel, int channel) => ((pixel * Scale) - Mean[channel]) / Std[channel];

    internal override string? Problem() => this switch
    {
        _ when Scale == 0 || !double.IsFinite(Scale) => "the scale must not be 0",
        _ when Std.First == 0 || Std.Second == 0 || Std.Third == 0 => "std must not be 0",
        { Size: { } s } when s.Width < 1 || s.Height < 1 || (long)s.Width * s.Height > Picture.MaxPixels => $"the size {s.Width}x{s.Height} must be from 1 to {Picture.MaxPixels} pixels",
        _ => null,
    };
}
