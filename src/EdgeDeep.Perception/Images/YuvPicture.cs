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

    /// <summary>Converts what USB cameras deliver: Y U Y V for every two pixels (YUYV, BT.601, luma from 16 to 235).</summary>
    /// <param name="frame">Two bytes a pixel; no padding at the ends of rows.</param>
    /// <param name="width">Columns, an even number.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Picture YuyvToRgb(ReadOnlySpan<byte> frame, int width, int height)
    {
        if (width % 2 != 0 || frame.Length < width * height * 2)
        {
            throw new ArgumentException($"{frame.Length} bytes are no picture of {width}x{height} pixels in YUYV, whose rows have an even length", nameof(frame));
        }

        byte[] rgb = new byte[width * height * 3];
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            int pair = pixel / 2 * 4;
            int bright = ((frame[pixel * 2] - 16) * 76309) + 32768, blueness = frame[pair + 1] - 128, redness = frame[pair + 3] - 128;
            rgb[pixel * 3] = Clamp(bright + (104597 * redness));
            rgb[(pixel * 3) + 1] = Clamp(bright - (25675 * blueness) - (53279 * redness));
            rgb[(pixel * 3) + 2] = Clamp(bright + (132201 * blueness));
        }

        return new Picture(width, height, 3, rgb);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value >> 16, 0, 255);
}
