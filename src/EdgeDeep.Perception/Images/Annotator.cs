using SkiaSharp;

namespace EdgeDeep.Perception.Images;

/// <summary>A box with words in a picture, in its pixels.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Text">What stands above the box; empty for nothing.</param>
/// <param name="Color">0 to 7: which of eight colours that are told apart.</param>
public sealed record Annotation(float Left, float Top, float Right, float Bottom, string Text, int Color = 0);

/// <summary>Draws boxes and words onto copies of pictures.</summary>
public static class Annotator
{
    // Okabe and Ito's palette, which people with any colour vision tell apart.
    private static readonly SKColor[] Colors =
        [new(0xFF56B4E9), new(0xFFE69F00), new(0xFF009E73), new(0xFFF0E442), new(0xFFD55E00), new(0xFFCC79A7), new(0xFF0072B2), new(0xFFFFFFFF)];

    private static readonly string[] FontFiles =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "/usr/share/fonts/truetype/freefont/FreeSans.ttf", "/usr/share/fonts/TTF/DejaVuSans.ttf",
    ];

    private static readonly Lazy<SKTypeface?> Font = new(() =>
        Array.Find(FontFiles, File.Exists) is { } file ? SKTypeface.FromFile(file) : SKTypeface.Default is { GlyphCount: > 0 } own ? own : null);

    /// <summary>Whether there is a font for words; boxes are drawn without.</summary>
    public static bool HasFont => Font.Value is not null;

    /// <summary>Draws annotations onto a copy.</summary>
    /// <param name="picture">The picture; it stays as it is.</param>
    /// <param name="annotations">What to draw.</param>
    public static Picture Draw(Picture picture, IEnumerable<Annotation> annotations)
    {
        using SKBitmap bitmap = PictureWriter.ToBitmap(picture);
        using SKCanvas canvas = new(bitmap);
        float unit = Math.Max(1, Math.Min(picture.Width, picture.Height) / 240f);
        foreach (Annotation annotation in annotations)
        {
            using SKPaint line = new() { Color = Colors[annotation.Color % Colors.Length], Style = SKPaintStyle.Stroke, StrokeWidth = 2 * unit, IsAntialias = true };
            canvas.DrawRect(new SKRect(annotation.Left, annotation.Top, annotation.Right, annotation.Bottom), line);
            if (annotation.Text.Length > 0 && Font.Value is { } typeface)
            {
                Write(canvas, typeface, annotation, Math.Clamp(10 * unit, 11, 48), picture.Width);
            }
        }

        canvas.Flush();
        return PictureWriter.FromBitmap(bitmap);
    }

    private static void Write(SKCanvas canvas, SKTypeface typeface, Annotation annotation, float size, int width)
    {
        using SKFont font = new(typeface, size);
        float length = font.MeasureText(annotation.Text), pad = size / 4;
        float left = Math.Clamp(annotation.Left, 0, Math.Max(0, width - length - (2 * pad))), top = annotation.Top - (size * 1.4f);

        // Above the box; below its upper edge where there is no room.
        top = top < 0 ? Math.Max(0, annotation.Top) : top;
        using SKPaint back = new() { Color = Colors[annotation.Color % Colors.Length] };
        canvas.DrawRect(left, top, length + (2 * pad), size * 1.4f, back);
        using SKPaint ink = new() { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(annotation.Text, left + pad, top + size, SKTextAlign.Left, font, ink);
    }
}
