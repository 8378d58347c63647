namespace EdgeDeep.Perception.Images;

/// <summary>Turns decoded pixels upright by the EXIF orientation.</summary>
internal static class ImageOrientation
{
    /// <summary>Makes an upright picture of decoded pixels.</summary>
    /// <param name="rgba">Four bytes a pixel as stored in the file.</param>
    /// <param name="width">Stored columns.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="channels">1 keeps red only (the pixels are grey), 3 keeps red, green and blue.</param>
    /// <param name="orientation">
    /// EXIF tag 0x0112: where the stored first row and column belong. 1 top left, 2 top right, 3 bottom right,
    /// 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom; anything else counts as 1.
    /// </param>
    public static Picture FromRgba(ReadOnlySpan<byte> rgba, int width, int height, int channels, int orientation)
    {
        bool swapped = orientation is >= 5 and <= 8;
        int uprightWidth = swapped ? height : width;
        int uprightHeight = swapped ? width : height;

        // Index of the stored pixel that belongs at the upright (0, 0), and the steps to its right and lower neighbours.
        (int start, int right, int down) = orientation switch
        {
            2 => (width - 1, -1, width),
            3 => ((width * height) - 1, -1, -width),
            4 => (width * (height - 1), 1, -width),
            5 => (0, width, 1),
            6 => (width * (height - 1), -width, 1),
            7 => ((width * height) - 1, -width, -1),
            8 => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        byte[] pixels = new byte[width * height * channels];
        int to = 0;
        for (int y = 0; y < uprightHeight; y++)
        {
            int from = start + (y * down);
            for (int x = 0; x < uprightWidth; x++, from += right)
            {
                ReadOnlySpan<byte> pixel = rgba.Slice(from * 4, 4);
                pixels[to++] = pixel[0];
                if (channels == 3)
                {
                    pixels[to++] = pixel[1];
                    pixels[to++] = pixel[2];
                }
            }
        }

        return new Picture(uprightWidth, uprightHeight, channels, pixels);
    }
}
