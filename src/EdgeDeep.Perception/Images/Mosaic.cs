namespace EdgeDeep.Perception.Images;

/// <summary>Many pictures in one: what is large in each is small in the whole, so that a detector is calibrated with both.</summary>
public static class Mosaic
{
    /// <summary>Puts pictures beside and below each other, in order, from the upper left.</summary>
    /// <param name="pictures">At least one; taken again from the first where they do not fill all cells.</param>
    /// <param name="cells">Cells in a row and in a column, at least 1.</param>
    /// <param name="side">Pixels of each side of a cell; pictures of other proportions get black borders.</param>
    public static Picture Of(IReadOnlyList<Picture> pictures, int cells, int side)
    {
        int whole = cells * side;
        byte[] pixels = new byte[whole * whole * 3];
        for (int cell = 0; cell < cells * cells; cell++)
        {
            (int row, int column) = Math.DivRem(cell, cells);
            Picture part = ImageTransform.Fit(ImageTransform.ToRgb(pictures[cell % pictures.Count]), side, side, FitMode.Letterbox);
            for (int y = 0; y < side; y++)
            {
                part.Pixels.AsSpan(y * side * 3, side * 3).CopyTo(pixels.AsSpan(((((row * side) + y) * whole) + (column * side)) * 3));
            }
        }

        return new Picture(whole, whole, 3, pixels);
    }
}
