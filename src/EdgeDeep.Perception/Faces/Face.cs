namespace EdgeDeep.Perception.Faces;

/// <summary>A point of a picture; pixel i covers i..i+1.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
public readonly record struct FacePoint(float X, float Y);

/// <summary>A face in a picture, in its pixels; a part may lie outside.</summary>
/// <param name="Score">How sure the detector is, 0..1.</param>
/// <param name="Left">Left edge of the box.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="KeyPoints">
/// The right eye (on the left in the picture), the left eye, the tip of the nose, then what the detector has: the middle of the
/// mouth and both ears (BlazeFace), or both corners of the mouth (YuNet). Empty where it has none.
/// </param>
public sealed record Face(float Score, float Left, float Top, float Right, float Bottom, IReadOnlyList<FacePoint> KeyPoints)
{
    /// <summary>Width of the box.</summary>
    public float Width => Right - Left;

    /// <summary>Height of the box.</summary>
    public float Height => Bottom - Top;

    /// <summary>Intersection over union of two boxes, 0..1.</summary>
    public float Overlap(Face other)
    {
        float both = Common(other);
        return both > 0 ? both / ((Width * Height) + (other.Width * other.Height) - both) : 0;
    }

    /// <summary>The share of the smaller box that lies in the other one, 0..1.</summary>
    public float Cover(Face other)
    {
        float both = Common(other);
        return both > 0 ? both / Math.Min(Width * Height, other.Width * other.Height) : 0;
    }

    /// <summary>The face after another mapping of its points.</summary>
    /// <param name="map">Where a point goes; keeps left and right, up and down.</param>
    public Face Map(Func<FacePoint, FacePoint> map)
    {
        FacePoint first = map(new(Left, Top)), last = map(new(Right, Bottom));
        return new Face(Score, first.X, first.Y, last.X, last.Y, [.. KeyPoints.Select(map)]);
    }

    private float Common(Face other)
    {
        float width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left), height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
