namespace EdgeDeep.Perception.Images;

/// <summary>A picture in memory: 8 bits a channel, rows from the top, channels interleaved (HWC), no padding.</summary>
public sealed class Picture
{
    /// <summary>Largest number of pixels that is read or made: 2^26, about 67 million.</summary>
    public const int MaxPixels = 1 << 26;

    /// <summary>Creates a picture over existing pixels.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1; width times height is at most <see cref="MaxPixels"/>.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="pixels">width * height * channels bytes; kept, not copied.</param>
    /// <exception cref="ArgumentException">The sizes are out of range or do not fit the pixels.</exception>
    public Picture(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height, MaxPixels, nameof(width));
        if (channels is not (1 or 3) || pixels.Length != width * height * channels)
        {
            throw new ArgumentException($"{pixels.Length} bytes are not {width}x{height} pixels of {channels} channels (1 or 3)", nameof(pixels));
        }

        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 (grey) or 3 (red, green, blue).</summary>
    public int Channels { get; }

    /// <summary>Bytes in the order row, column, channel.</summary>
    public byte[] Pixels { get; }
}
