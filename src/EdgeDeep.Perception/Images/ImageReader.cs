using System.Buffers.Binary;
using SkiaSharp;

namespace EdgeDeep.Perception.Images;

/// <summary>
/// Reads png, jpg, bmp (through Skia) and pgm/ppm pictures; the kind is told from the content, not from the name.
/// </summary>
/// <remarks>
/// Files that store grey become one channel, all others three. Values are those stored: colour profiles are not applied,
/// transparency is dropped, 16-bit values are reduced to 8. The orientation noted by a camera (EXIF) is applied.
/// Memory: the file, four bytes a pixel while decoding and the result.
/// </remarks>
public static class ImageReader
{
    /// <summary>Largest accepted file: 512 MB.</summary>
    public const int MaxFileBytes = 1 << 29;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The picture.</param>
    /// <exception cref="InputException">The file cannot be read, is broken, too large or of another kind.</exception>
    public static Picture Read(string path) => InputFile.Read(path, Read);

    /// <summary>Reads a stream from where it stands to its end; the stream stays open.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">The content is broken, too large or of another kind.</exception>
    /// <exception cref="IOException">The stream itself failed.</exception>
    public static Picture Read(Stream stream, string name) => Decode(InputFile.ReadAll(stream, name, MaxFileBytes), name);

    /// <summary>Decodes a picture in memory.</summary>
    /// <param name="file">The whole content of a picture file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">The content is broken, too large or of another kind.</exception>
    public static Picture Decode(byte[] file, string name) => file switch
    {
        [] => throw new InputException($"{name}: is empty; copy or take the picture again."),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => DecodeBySkia(file, name, "png", PngStoresGrey(file)),
        [0xFF, 0xD8, 0xFF, ..] => DecodeBySkia(file, name, "jpg", false),
        [(byte)'B', (byte)'M', ..] => DecodeBySkia(file, name, "bmp", BmpStoresGrey(file)),
        [(byte)'P', >= (byte)'2' and <= (byte)'6' and not (byte)'4', ..] => PnmReader.Decode(file, name),
        _ => throw new InputException($"{name}: is not a png, jpg, bmp, pgm or ppm picture; convert it to png."),
    };

    /// <summary>Checks the sizes a header states before anything is allocated for them.</summary>
    internal static void CheckSize(long width, long height, string name)
    {
        if (width < 1 || height < 1 || width > Picture.MaxPixels || height > Picture.MaxPixels || width * height > Picture.MaxPixels)
        {
            throw new InputException($"{name}: states {width}x{height} pixels where 1 to {Picture.MaxPixels} are accepted; shrink the picture first.");
        }
    }

    private static Picture DecodeBySkia(byte[] file, string name, string kind, bool storesGrey)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            throw new InputException($"{name}: starts as a {kind} picture but is broken or cut short; copy it again or convert it to png.");
        }

        SKImageInfo stated = codec.Info;
        CheckSize(stated.Width, stated.Height, name);

        // No colour space: stored values are wanted as they are.
        SKImageInfo info = new(stated.Width, stated.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKCodecResult result = codec.GetPixels(info, out byte[] rgba);
        if (result != SKCodecResult.Success)
        {
            string state = result == SKCodecResult.IncompleteInput ? "is cut short" : "is broken";
            throw new InputException($"{name}: the {kind} picture of {info.Width}x{info.Height} pixels {state} after {file.Length} bytes; copy it again or convert it to png.");
        }

        bool grey = storesGrey || stated.ColorType == SKColorType.Gray8;
        return ImageOrientation.FromRgba(rgba, info.Width, info.Height, grey ? 1 : 3, (int)codec.EncodedOrigin);
    }

    /// <summary>Colour type 0 or 4 of the header that always follows the signature: grey without or with transparency.</summary>
    private static bool PngStoresGrey(ReadOnlySpan<byte> file) => file.Length > 25 && file[25] is 0 or 4;

    /// <summary>Whether a bmp has a palette of greys only (a palette entry is blue, green, red, unused).</summary>
    private static bool BmpStoresGrey(ReadOnlySpan<byte> file)
    {
        const int FileHeader = 14;
        if (file.Length < FileHeader + 40)
        {
            return false;
        }

        int headerBytes = BinaryPrimitives.ReadInt32LittleEndian(file[FileHeader..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(FileHeader + 14)..]);
        int colours = BinaryPrimitives.ReadInt32LittleEndian(file[(FileHeader + 32)..]);
        if (headerBytes < 40 || headerBytes > file.Length - FileHeader || bits is < 1 or > 8)
        {
            return false;
        }

        colours = colours is > 0 and <= 256 ? colours : 1 << bits;
        ReadOnlySpan<byte> palette = file[(FileHeader + headerBytes)..];
        palette = palette[..Math.Min(palette.Length, colours * 4)];
        for (int i = 0; i + 3 < palette.Length; i += 4)
        {
            if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2])
            {
                return false;
            }
        }

        return palette.Length > 0;
    }
}
