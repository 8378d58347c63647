using System.Globalization;
using System.Text;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Devices.Cameras;

/// <summary>Reads uncompressed frames from the pipe of a program.</summary>
internal static class FrameStream
{
    private const int LongestHeader = 256;

    /// <summary>Frames of a known size, one directly after another (I420).</summary>
    public static async Task ReadPlanesAsync(Stream stream, int width, int height, Func<Picture, ValueTask> deliver, CancellationToken stop)
    {
        byte[] planes = new byte[YuvPicture.Bytes(width, height)];
        while (await stream.ReadAtLeastAsync(planes, planes.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false) == planes.Length)
        {
            await deliver(YuvPicture.ToRgb(planes, width, height, isFullRange: false)).ConfigureAwait(false);
        }
    }

    /// <summary>A YUV4MPEG2 stream with 4:2:0 chroma, whose first line tells the size.</summary>
    /// <exception cref="DeviceException">The stream is of another kind.</exception>
    public static async Task ReadYuv4MpegAsync(Stream stream, Func<Picture, ValueTask> deliver, CancellationToken stop)
    {
        string? header = await LineAsync(stream, stop).ConfigureAwait(false);
        if (header is null)
        {
            return;
        }

        string[] words = header.Split(' ');
        int Number(char letter) => words.FirstOrDefault(word => word.Length > 1 && word[0] == letter) is { } word && int.TryParse(word[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;
        string chroma = words.FirstOrDefault(word => word.StartsWith("C4", StringComparison.Ordinal)) ?? "C420";
        (int width, int height) = (Number('W'), Number('H'));
        if (words[0] != "YUV4MPEG2" || width < 1 || height < 1 || (long)width * height > Picture.MaxPixels || chroma is not ("C420" or "C420jpeg" or "C420paldv" or "C420mpeg2"))
        {
            throw new DeviceException($"the program delivers '{header}' where a YUV4MPEG2 stream with 8-bit 4:2:0 chroma is needed.");
        }

        byte[] planes = new byte[YuvPicture.Bytes(width, height)];
        while (await LineAsync(stream, stop).ConfigureAwait(false) is { } line && line.StartsWith("FRAME", StringComparison.Ordinal)
            && await stream.ReadAtLeastAsync(planes, planes.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false) == planes.Length)
        {
            await deliver(YuvPicture.ToRgb(planes, width, height, words.Contains("XCOLORRANGE=FULL"))).ConfigureAwait(false);
        }
    }

    private static async Task<string?> LineAsync(Stream stream, CancellationToken stop)
    {
        StringBuilder line = new();
        byte[] letter = new byte[1];
        while (await stream.ReadAsync(letter, stop).ConfigureAwait(false) == 1)
        {
            if (letter[0] == '\n' || line.Length > LongestHeader)
            {
                return line.ToString();
            }

            line.Append((char)letter[0]);
        }

        return null;
    }
}
