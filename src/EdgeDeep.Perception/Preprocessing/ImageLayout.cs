namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Where the pixels of a picture lie in a tensor.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Planar">Whole channels follow each other (CHW); otherwise they interleave (HWC).</param>
internal readonly record struct ImageLayout(int Width, int Height, int Channels, bool Planar)
{
    /// <summary>Number of values.</summary>
    public int Elements => Width * Height * Channels;

    /// <summary>
    /// Reads [n,h,w,c], [n,c,h,w], [h,w,c], [3,h,w], [1,h,w], [h,w] and, with a size, flat shapes; null for all others.
    /// The last side decides for HWC if it is 1 or 3, then the one before the rows for CHW.
    /// </summary>
    /// <param name="shape">As the model states it.</param>
    /// <param name="size">The picture's size, needed for flat shapes only.</param>
    public static ImageLayout? Of(ReadOnlySpan<int> shape, PixelSize? size)
    {
        ImageLayout? layout = shape switch
        {
            [<= 1, var h, var w, 1 or 3] => new(w, h, shape[3], false),
            [<= 1, 1 or 3, var h, var w] => new(w, h, shape[1], true),
            [<= 1, var h, var w] when h > 1 && w > 1 => new(w, h, 1, false),
            [var h, var w, 1 or 3] => new(w, h, shape[2], false),
            [3, var h, var w] => new(w, h, 3, true),
            [var h, var w] when h > 1 && size is null => new(w, h, 1, false),
            _ => size is PixelSize s ? Flat(shape, s) : null,
        };
        return layout is { Width: > 0, Height: > 0 } ? layout : null;
    }

    /// <summary>A shape of one side above 1 that holds one or three values a pixel.</summary>
    private static ImageLayout? Flat(ReadOnlySpan<int> shape, PixelSize size)
    {
        int[] sides = TensorShape.Significant(shape);
        long pixels = (long)size.Width * size.Height;
        return sides.Length != 1 || (sides[0] != pixels && sides[0] != 3 * pixels)
            ? null
            : new(size.Width, size.Height, sides[0] == pixels ? 1 : 3, false);
    }
}
