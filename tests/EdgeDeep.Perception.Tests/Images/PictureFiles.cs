using System.Buffers.Binary;
using EdgeDeep.Perception.Images;
using SkiaSharp;

namespace EdgeDeep.Perception.Tests.Images;

/// <summary>Makes pictures and picture files for tests.</summary>
internal static class PictureFiles
{
    /// <summary>A picture of arbitrary bytes, the same every time.</summary>
    public static Picture Noise(int width, int height, int channels)
    {
        byte[] pixels = new byte[width * height * channels];
        new Random((width * 31) + height + channels).NextBytes(pixels);
        return new Picture(width, height, channels, pixels);
    }

    /// <summary>Encodes by Skia; grey pictures as 8-bit grey.</summary>
    public static byte[] Encode(Picture picture, SKEncodedImageFormat format, int quality = 100)
    {
        bool grey = picture.Channels == 1;
        using SKBitmap bitmap = new(picture.Width, picture.Height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, grey ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        for (int y = 0; y < picture.Height; y++)
        {
            Span<byte> row = bitmap.GetPixelSpan().Slice(y * bitmap.RowBytes, bitmap.RowBytes);
            for (int x = 0; x < picture.Width; x++)
            {
                ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(((y * picture.Width) + x) * picture.Channels, picture.Channels);
                pixel.CopyTo(row[(x * (grey ? 1 : 4))..]);
                if (!grey)
                {
                    row[(x * 4) + 3] = 255;
                }
            }
        }

        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>A Windows bitmap of 24 bits, or of 8 bits with a palette.</summary>
    public static byte[] Bmp(Picture picture, Func<int, (byte R, byte G, byte B)>? palette = null)
    {
        int bits = picture.Channels * 8;
        int stride = ((picture.Width * picture.Channels) + 3) & ~3;
        byte[] table = bits == 8 ? [.. Enumerable.Range(0, 256).Select(palette ?? (i => ((byte)i, (byte)i, (byte)i))).SelectMany(c => new byte[] { c.B, c.G, c.R, 0 })] : [];
        byte[] header = new byte[54];
        "BM"u8.CopyTo(header);
        Int(2, header.Length + table.Length + (stride * picture.Height));
        Int(10, header.Length + table.Length);
        Int(14, 40);
        Int(18, picture.Width);
        Int(22, picture.Height);
        Int(26, 1 | (bits << 16));
        byte[] body = new byte[stride * picture.Height];
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            int row = i / (picture.Width * picture.Channels);
            int column = i % (picture.Width * picture.Channels);
            int blueFirst = picture.Channels == 3 ? (column / 3 * 3) + 2 - (column % 3) : column;
            body[((picture.Height - 1 - row) * stride) + blueFirst] = picture.Pixels[i];
        }

        return [.. header, .. table, .. body];

        void Int(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(offset), value);
    }

    /// <summary>Puts an EXIF orientation into a jpg, right after its start marker.</summary>
    public static byte[] WithOrientation(byte[] jpg, int orientation)
    {
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        byte[] content = [.. "Exif"u8, 0, 0, .. tiff];
        return [jpg[0], jpg[1], 0xFF, 0xE1, 0, (byte)(content.Length + 2), .. content, .. jpg[2..]];
    }
}
