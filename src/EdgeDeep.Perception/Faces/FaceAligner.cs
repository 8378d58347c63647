using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Faces;

/// <summary>
/// Turns, scales and shifts a face so that its eyes, nose and mouth lie where recognizers learnt to see them: the five points
/// of the ArcFace paper's code in a square of 112 pixels.
/// </summary>
public static class FaceAligner
{
    /// <summary>Side of the square that the points are given for.</summary>
    private const float TemplateSide = 112;

    // Recognition wants a little more around a box that ends at eyebrows and chin, and the forehead.
    private const float BoxMargin = 1.1f, Forehead = 0.05f;

    private static readonly FacePoint RightEye = new(38.2946f, 51.6963f), LeftEye = new(73.5318f, 51.5014f), Nose = new(56.0252f, 71.7366f);
    private static readonly FacePoint MouthRight = new(41.5493f, 92.3655f), MouthLeft = new(70.7299f, 92.2041f);
    private static readonly FacePoint MouthMiddle = new((MouthRight.X + MouthLeft.X) / 2, (MouthRight.Y + MouthLeft.Y) / 2);

    /// <summary>Cuts a face out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">A face in it; without key points the square around its box is taken as it is.</param>
    /// <param name="side">Pixels of each side of the result.</param>
    /// <returns>A square picture; where it lies outside of the source, the source's edge pixels continue.</returns>
    public static Picture Align(Picture picture, Face face, int side)
    {
        picture = ImageTransform.ToRgb(picture);
        Similarity map = face.KeyPoints.Count switch
        {
            5 => Similarity.Between([RightEye, LeftEye, Nose, MouthRight, MouthLeft], face.KeyPoints),
            >= 4 => Similarity.Between([RightEye, LeftEye, Nose, MouthMiddle], face.KeyPoints),
            _ => OfBox(face),
        };
        return Warp(picture, map.Scaled(TemplateSide / side), side);
    }

    private static Similarity OfBox(Face face)
    {
        float length = BoxMargin * Math.Max(face.Width, face.Height), scale = length / TemplateSide;
        float left = ((face.Left + face.Right) / 2) - (length / 2), top = ((face.Top + face.Bottom) / 2) - ((0.5f + Forehead) * length);
        return new Similarity(scale, 0, left, top);
    }

    /// <summary>Every pixel is the mean of so many bilinear samples that none of the source's is left out.</summary>
    private static Picture Warp(Picture source, Similarity map, int side)
    {
        byte[] pixels = new byte[side * side * 3];
        int samples = Math.Clamp((int)MathF.Ceiling(map.Scale), 1, 16);
        Span<float> sum = stackalloc float[3];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                sum.Clear();
                for (int i = 0; i < samples * samples; i++)
                {
                    FacePoint point = map.Apply(new(x + ((0.5f + (i % samples)) / samples), y + ((0.5f + (i / samples)) / samples)));
                    Add(source, point.X - 0.5f, point.Y - 0.5f, sum);
                }

                for (int c = 0; c < 3; c++)
                {
                    pixels[(((y * side) + x) * 3) + c] = (byte)Math.Clamp((sum[c] / (samples * samples)) + 0.5f, 0, 255);
                }
            }
        }

        return new Picture(side, side, 3, pixels);
    }

    private static void Add(Picture source, float x, float y, Span<float> sum)
    {
        x = Math.Clamp(x, 0, source.Width - 1);
        y = Math.Clamp(y, 0, source.Height - 1);
        int left = (int)x, top = (int)y, right = Math.Min(left + 1, source.Width - 1), bottom = Math.Min(top + 1, source.Height - 1);
        float dx = x - left, dy = y - top;
        byte[] pixels = source.Pixels;
        for (int c = 0; c < 3; c++)
        {
            float above = (pixels[(((top * source.Width) + left) * 3) + c] * (1 - dx)) + (pixels[(((top * source.Width) + right) * 3) + c] * dx);
            float below = (pixels[(((bottom * source.Width) + left) * 3) + c] * (1 - dx)) + (pixels[(((bottom * source.Width) + right) * 3) + c] * dx);
            sum[c] += (above * (1 - dy)) + (below * dy);
        }
    }
}
