namespace EdgeDeep.Perception.Images;

/// <summary>How a picture of one shape is brought into another.</summary>
public enum FitMode
{
    /// <summary>Both sides are scaled on their own; the proportions change.</summary>
    Stretch,

    /// <summary>The whole picture, scaled in proportion and centred; what stays free is padded.</summary>
    Letterbox,

    /// <summary>The largest centred part of the wanted proportions, scaled.</summary>
    Crop,
}

/// <summary>
/// Which part of a source picture lands where in the result. Coordinates are continuous: pixel i covers i..i+1.
/// </summary>
/// <param name="SourceX">Left edge of the part used, in source pixels; may be fractional.</param>
/// <param name="SourceY">Upper edge of the part used.</param>
/// <param name="SourceWidth">Width of the part used.</param>
/// <param name="SourceHeight">Height of the part used.</param>
/// <param name="X">First column of the result that it fills.</param>
/// <param name="Y">First row of the result that it fills.</param>
/// <param name="Width">Number of columns that it fills.</param>
/// <param name="Height">Number of rows that it fills.</param>
public readonly record struct FitPlacement(
    double SourceX, double SourceY, double SourceWidth, double SourceHeight, int X, int Y, int Width, int Height)
{
    /// <summary>Computes the placement.</summary>
    /// <param name="sourceWidth">Columns of the source, at least 1.</param>
    /// <param name="sourceHeight">Rows of the source, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="mode">How it is to fit.</param>
    public static FitPlacement Of(int sourceWidth, int sourceHeight, int width, int height, FitMode mode)
    {
        double scaleX = (double)width / sourceWidth;
        double scaleY = (double)height / sourceHeight;
        switch (mode)
        {
            case FitMode.Letterbox:
                double scale = Math.Min(scaleX, scaleY);
                int filledWidth = Math.Clamp((int)Math.Round(sourceWidth * scale), 1, width);
                int filledHeight = Math.Clamp((int)Math.Round(sourceHeight * scale), 1, height);
                return new(0, 0, sourceWidth, sourceHeight, (width - filledWidth) / 2, (height - filledHeight) / 2, filledWidth, filledHeight);
            case FitMode.Crop:
                scale = Math.Max(scaleX, scaleY);
                double partWidth = width / scale;
                double partHeight = height / scale;
                return new((sourceWidth - partWidth) / 2, (sourceHeight - partHeight) / 2, partWidth, partHeight, 0, 0, width, height);
            default:
                return new(0, 0, sourceWidth, sourceHeight, 0, 0, width, height);
        }
    }

    /// <summary>Leads a point of the result, such as the corner of a detected face, back to the source.</summary>
    /// <param name="x">Column in the result, continuous.</param>
    /// <param name="y">Row in the result, continuous.</param>
    /// <returns>The point in the source; outside of it for points in the padding.</returns>
    public (double X, double Y) ToSource(double x, double y) =>
        (SourceX + ((x - X) * SourceWidth / Width), SourceY + ((y - Y) * SourceHeight / Height));
}
