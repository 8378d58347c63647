namespace EdgeDeep.Perception.Faces;

/// <summary>A rotation with scale and shift of the plane: (x, y) to (a x - b y + dx, b x + a y + dy).</summary>
/// <param name="A">Scale times cosine.</param>
/// <param name="B">Scale times sine.</param>
/// <param name="Dx">Shift to the right.</param>
/// <param name="Dy">Shift downwards.</param>
internal readonly record struct Similarity(float A, float B, float Dx, float Dy)
{
    /// <summary>How much longer distances become.</summary>
    public float Scale => MathF.Sqrt((A * A) + (B * B));

    /// <summary>The similarity that leads some points nearest to others, by least squares.</summary>
    /// <param name="from">At least two different points.</param>
    /// <param name="to">At least as many; the rest is not used.</param>
    public static Similarity Between(ReadOnlySpan<FacePoint> from, IReadOnlyList<FacePoint> to)
    {
        (double x, double y, double u, double v) = (0, 0, 0, 0);
        for (int i = 0; i < from.Length; i++)
        {
            (x, y, u, v) = (x + from[i].X, y + from[i].Y, u + to[i].X, v + to[i].Y);
        }

        (x, y, u, v) = (x / from.Length, y / from.Length, u / from.Length, v / from.Length);
        double along = 0, across = 0, length = 0;
        for (int i = 0; i < from.Length; i++)
        {
            (double px, double py, double qx, double qy) = (from[i].X - x, from[i].Y - y, to[i].X - u, to[i].Y - v);
            along += (px * qx) + (py * qy);
            across += (px * qy) - (py * qx);
            length += (px * px) + (py * py);
        }

        (double a, double b) = (along / length, across / length);
        return new Similarity((float)a, (float)b, (float)(u - (a * x) + (b * y)), (float)(v - (b * x) - (a * y)));
    }

    /// <summary>Where a point goes.</summary>
    public FacePoint Apply(FacePoint point) => new((A * point.X) - (B * point.Y) + Dx, (B * point.X) + (A * point.Y) + Dy);

    /// <summary>The same for points that are given in other units.</summary>
    /// <param name="unit">Length of the other unit in this one.</param>
    public Similarity Scaled(float unit) => new(A * unit, B * unit, Dx, Dy);
}
