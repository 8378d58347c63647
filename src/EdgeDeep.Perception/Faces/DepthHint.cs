namespace EdgeDeep.Perception.Faces;

/// <summary>
/// A hint, no proof, that a face has depth: when a head turns, its nose moves against its eyes and ears in a way that no moved, turned or tilted picture
/// of a face does. The hint is how far the key points of two moments are from being one flat thing seen twice.
/// </summary>
public static class DepthHint
{
    private const int FewestPoints = 4;

    /// <summary>The root mean square distance that is left when the points of one moment are mapped to those of another by the best affine map.</summary>
    /// <param name="before">At least four key points; fewer give no hint.</param>
    /// <param name="after">As many.</param>
    /// <returns>In distances between the eyes; 0 for a flat thing, for points without noise.</returns>
    public static double Of(IReadOnlyList<FacePoint> before, IReadOnlyList<FacePoint> after)
    {
        double eyes = after.Count < 2 ? 0 : Math.Sqrt(Square(after[0].X - after[1].X) + Square(after[0].Y - after[1].Y));
        if (before.Count < FewestPoints || before.Count != after.Count || eyes == 0)
        {
            return 0;
        }

        double sum = Rest(before, [.. after.Select(point => (double)point.X)]) + Rest(before, [.. after.Select(point => (double)point.Y)]);
        return Math.Sqrt(sum / before.Count) / eyes;
    }

    /// <summary>Sum of squares that a plane a * x + b * y + c through the values leaves; normal equations around the mean.</summary>
    private static double Rest(IReadOnlyList<FacePoint> points, double[] values)
    {
        double meanX = points.Average(point => point.X), meanY = points.Average(point => point.Y), mean = values.Average();
        double xx = 0, xy = 0, yy = 0, xv = 0, yv = 0, vv = 0;
        for (int i = 0; i < values.Length; i++)
        {
            (double x, double y, double v) = (points[i].X - meanX, points[i].Y - meanY, values[i] - mean);
            (xx, xy, yy, xv, yv, vv) = (xx + (x * x), xy + (x * y), yy + (y * y), xv + (x * v), yv + (y * v), vv + (v * v));
        }

        double determinant = (xx * yy) - (xy * xy);
        if (determinant <= 1e-9 * xx * yy)
        {
            // All on one line: nothing can be told.
            return 0;
        }

        double a = ((xv * yy) - (yv * xy)) / determinant, b = ((yv * xx) - (xv * xy)) / determinant;
        return Math.Max(0, vv - (a * xv) - (b * yv));
    }

    private static double Square(double value) => value * value;
}
