namespace EdgeDeep.Perception.Images;

/// <summary>Pictures as cameras and videos deliver them: luma and two chroma planes of half the size (I420, BT.601).</summary>
public static class YuvPicture
{
    /// <summary>Bytes of a picture.</summary>
    public static int Bytes(int width, int height) => (width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2));

    /// <summary>Converts to red, green, blue.</summary>
    /// <param name="planes">All of Y, then all of U, then all of V; no padding at the ends of rows.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="isFullRange">Whether luma goes from 0 to 255, as in JPEG; otherwise from 16 to 235, as in video.</param>
    /// <returns>The picture. Each chroma value serves four pixels.</returns>
    public static Picture ToRgb(ReadOnlySpan<byte> planes, int width, int height, bool isFullRange)
    {
        if (planes.Length < Bytes(width, height))
        {
            throw new ArgumentException($"{planes.Length} bytes are no picture of {width}x{height} pixels in 4:2:0", nameof(planes));
        }

        // 16.16 fixed point; factors of BT.601 with Kr = 0.299 and Kb = 0.114.
        (int luma, int offset, int red, int greenU, int greenV, int blue) =
            isFullRange ? (65536, 0, 91881, 22554, 46802, 116130) : (76309, 16, 104597, 25675, 53279, 132201);
        int half = (width + 1) / 2, u = width * height, v = u + (half * ((height + 1) / 2));
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            int chroma = y / 2 * half;
            for (int x = 0; x < width; x++)
            {
                int bright = ((planes[(y * width) + x] - offset) * luma) + 32768, blueness = planes[u + chroma + (x / 2)] - 128, redness = planes[v + chroma + (x / 2)] - 128;
                int at = ((y * width) + x) * 3;
                rgb[at] = Clamp(bright + (red * redness));
                rgb[at + 1] = Clamp(bright - (greenU * blueness) - (greenV * redness));
                rgb[at + 2] = Clamp(bright + (blue * blueness));
            }
        }

        return new Picture(width, height, 3, rgb);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value >> 16, 0, 255);
}
