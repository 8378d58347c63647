namespace EdgeDeep.Perception.Images;

/// <summary>Colour conversion and resizing of pictures in memory.</summary>
public static class ImageTransform
{
    /// <summary>
    /// The picture with one channel: luma of BT.601, (299 R + 587 G + 114 B) / 1000, rounded half up.
    /// The same object where it is grey already.
    /// </summary>
    public static Picture ToGrey(Picture picture)
    {
        if (picture.Channels == 1)
        {
            return picture;
        }

        byte[] rgb = picture.Pixels;
        byte[] grey = new byte[rgb.Length / 3];
        for (int i = 0, at = 0; i < grey.Length; i++, at += 3)
        {
            grey[i] = (byte)(((299 * rgb[at]) + (587 * rgb[at + 1]) + (114 * rgb[at + 2]) + 500) / 1000);
        }

        return new Picture(picture.Width, picture.Height, 1, grey);
    }

    /// <summary>The picture with three channels; grey is repeated. The same object where it has three already.</summary>
    public static Picture ToRgb(Picture picture)
    {
        if (picture.Channels == 3)
        {
            return picture;
        }

        byte[] grey = picture.Pixels;
        byte[] rgb = new byte[grey.Length * 3];
        for (int i = 0; i < grey.Length; i++)
        {
            rgb.AsSpan(i * 3, 3).Fill(grey[i]);
        }

        return new Picture(picture.Width, picture.Height, 3, rgb);
    }

    /// <summary>Scales a picture to a size, whatever its proportions.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="method">How to resample.</param>
    public static Picture Resize(Picture picture, int width, int height, ResizeMethod method = ResizeMethod.Area) =>
        Fit(picture, width, height, FitMode.Stretch, method);

    /// <summary>Brings a picture into a shape.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="mode">What happens to other proportions.</param>
    /// <param name="method">How to resample.</param>
    /// <param name="padding">Value of all channels of padded pixels.</param>
    /// <returns>A picture of the wanted size; the source itself where nothing changes.</returns>
    public static Picture Fit(Picture picture, int width, int height, FitMode mode, ResizeMethod method = ResizeMethod.Area, byte padding = 0)
    {
        if (picture.Width == width && picture.Height == height)
        {
            return picture;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height, Picture.MaxPixels, nameof(width));
        return Place(picture, width, height, FitPlacement.Of(picture.Width, picture.Height, width, height, mode), method, padding);
    }

    /// <summary>Resamples one part of a picture into one part of a new one, for instance a detected face into a model's input.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="placement">Which part of the source goes where; outside the source its edge pixels continue.</param>
    /// <param name="method">How to resample.</param>
    /// <param name="padding">Value of all channels where the placement leaves the result free.</param>
    public static Picture Place(
        Picture picture, int width, int height, FitPlacement placement, ResizeMethod method = ResizeMethod.Area, byte padding = 0)
    {
        int channels = picture.Channels;
        byte[] pixels = new byte[width * height * channels];
        if (placement.Width != width || placement.Height != height)
        {
            pixels.AsSpan().Fill(padding);
        }

        ResizeTaps columns = new(picture.Width, placement.SourceX, placement.SourceWidth, placement.Width, method);
        ResizeTaps rows = new(picture.Height, placement.SourceY, placement.SourceHeight, placement.Height, method);
        float[] line = new float[picture.Width * channels];
        for (int y = 0; y < placement.Height; y++)
        {
            MixRows(picture, rows, y, line);
            MixColumns(line, columns, channels, pixels.AsSpan((((placement.Y + y) * width) + placement.X) * channels, placement.Width * channels));
        }

        return new Picture(width, height, channels, pixels);
    }

    /// <summary>A part of a picture, pixel by pixel.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>The part; where it lies outside of the source, the source's edge pixels continue.</returns>
    public static Picture Cut(Picture picture, int left, int top, int width, int height)
    {
        int channels = picture.Channels;
        Picture part = new(width, height, channels, new byte[width * height * channels]);
        for (int y = 0; y < height; y++)
        {
            int row = Math.Clamp(top + y, 0, picture.Height - 1) * picture.Width;
            for (int x = 0; x < width; x++)
            {
                int column = Math.Clamp(left + x, 0, picture.Width - 1);
                picture.Pixels.AsSpan((row + column) * channels, channels).CopyTo(part.Pixels.AsSpan(((y * width) + x) * channels));
            }
        }

        return part;
    }

    private static void MixRows(Picture picture, ResizeTaps rows, int y, Span<float> line)
    {
        line.Clear();
        for (int tap = rows.Start[y]; tap < rows.Start[y + 1]; tap++)
        {
            float weight = rows.Weights[tap];
            int row = rows.First[y] + tap - rows.Start[y];
            ReadOnlySpan<byte> source = picture.Pixels.AsSpan(row * line.Length, line.Length);
            for (int i = 0; i < source.Length; i++)
            {
                line[i] += weight * source[i];
            }
        }
    }

    private static void MixColumns(ReadOnlySpan<float> line, ResizeTaps columns, int channels, Span<byte> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            (int x, int channel) = Math.DivRem(i, channels);
            int at = (columns.First[x] * channels) + channel;
            float sum = 0;
            for (int tap = columns.Start[x]; tap < columns.Start[x + 1]; tap++, at += channels)
            {
                sum += columns.Weights[tap] * line[at];
            }

            result[i] = (byte)Math.Clamp(sum + 0.5f, 0f, 255f);
        }
    }
}
