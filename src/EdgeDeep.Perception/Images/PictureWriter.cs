using SkiaSharp;

namespace EdgeDeep.Perception.Images;

/// <summary>Turns pictures into files.</summary>
public static class PictureWriter
{
    private const int JpegQuality = 85;

    /// <summary>A png file.</summary>
    public static byte[] Png(Picture picture) => Encode(picture, SKEncodedImageFormat.Png, 100);

    /// <summary>A jpg file, for streams and pages.</summary>
    public static byte[] Jpeg(Picture picture) => Encode(picture, SKEncodedImageFormat.Jpeg, JpegQuality);

    /// <summary>A bitmap with the same pixels, to draw on.</summary>
    internal static SKBitmap ToBitmap(Picture picture)
    {
        byte[] rgb = ImageTransform.ToRgb(picture).Pixels;
        SKBitmap bitmap = new(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            rgb.AsSpan(i * 3, 3).CopyTo(pixels[(i * 4)..]);
            pixels[(i * 4) + 3] = 255;
        }

        return bitmap;
    }

    /// <summary>A picture with the pixels of a bitmap of <see cref="ToBitmap"/>.</summary>
    internal static Picture FromBitmap(SKBitmap bitmap)
    {
        byte[] rgb = new byte[bitmap.Width * bitmap.Height * 3];
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < bitmap.Width * bitmap.Height; i++)
        {
            pixels.Slice(i * 4, 3).CopyTo(rgb.AsSpan(i * 3));
        }

        return new Picture(bitmap.Width, bitmap.Height, 3, rgb);
    }

    private static byte[] Encode(Picture picture, SKEncodedImageFormat format, int quality)
    {
        using SKBitmap bitmap = ToBitmap(picture);
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
