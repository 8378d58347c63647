using System.Runtime.InteropServices;
using SkiaSharp;

namespace EdgeDeep.Training.Writing;

/// <summary>Grey pictures of one size in rows and columns, as one PNG file.</summary>
public static class PictureSheet
{
    private const byte Paper = 96;

    /// <summary>Writes the file.</summary>
    /// <param name="path">The .png file.</param>
    /// <param name="pictures">Pictures row by row; their pixels, 0..1, row by row.</param>
    /// <param name="columns">Pictures side by side.</param>
    /// <param name="width">Columns of a picture.</param>
    /// <param name="gapAfter">Pixels of free space to the right of a column, counted from 0.</param>
    /// <param name="zoom">Pixels of the file for each pixel of a picture, in both directions.</param>
    public static void Write(string path, IReadOnlyList<float[]> pictures, int columns, int width, Func<int, int> gapAfter, int zoom = 2)
    {
        const int Gap = 4;
        int height = pictures[0].Length / width, rows = (pictures.Count + columns - 1) / columns;
        int[] left = new int[columns + 1];
        for (int column = 0; column < columns; column++)
        {
            left[column + 1] = left[column] + (width * zoom) + gapAfter(column);
        }

        (int sheetWidth, int sheetHeight) = (left[columns], (rows * ((height * zoom) + Gap)) - Gap);
        byte[] sheet = new byte[sheetWidth * sheetHeight];
        Array.Fill(sheet, Paper);
        for (int i = 0; i < pictures.Count; i++)
        {
            int top = i / columns * ((height * zoom) + Gap);
            for (int y = 0; y < height * zoom; y++)
            {
                Span<byte> row = sheet.AsSpan(((top + y) * sheetWidth) + left[i % columns], width * zoom);
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] = (byte)Math.Round(Math.Clamp(pictures[i][(y / zoom * width) + (x / zoom)], 0, 1) * 255);
                }
            }
        }

        Save(path, sheet, sheetWidth, sheetHeight);
    }

    private static void Save(string path, byte[] grey, int width, int height)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            Marshal.Copy(grey, y * width, bitmap.GetPixels() + (y * bitmap.RowBytes), width);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        data.SaveTo(file);
    }
}
