namespace EdgeDeep.Cli.Tests;

/// <summary>A face in fractions of the model's picture.</summary>
internal readonly record struct FaceBox(float Score, float Left, float Top, float Right, float Bottom)
{
    public float Overlap(FaceBox other)
    {
        float width = Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left));
        float height = Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
        float both = width * height;
        return both / (Area + other.Area - both);
    }

    private float Area => (Right - Left) * (Bottom - Top);
}

/// <summary>
/// Boxes of BlazeFace short range, by the parameters that MediaPipe publishes for it: two anchors in each cell of 16x16, then
/// six in each of 8x8; offsets in pixels of 128; overlapping boxes are averaged with their scores.
/// </summary>
internal static class BlazeFaceDecoder
{
    private const int Numbers = 16;
    private const float Side = 128, LeastScore = 0.5f, SameFace = 0.3f;

    private static readonly (float X, float Y)[] Anchors = [.. Grid(16, 2), .. Grid(8, 6)];

    public static IReadOnlyList<FaceBox> Decode(float[] regressors, float[] classificators)
    {
        List<FaceBox> boxes = [];
        for (int i = 0; i < Anchors.Length; i++)
        {
            float score = 1 / (1 + MathF.Exp(-classificators[i]));
            if (score >= LeastScore)
            {
                ReadOnlySpan<float> numbers = regressors.AsSpan(i * Numbers, 4);
                float x = Anchors[i].X + (numbers[0] / Side), y = Anchors[i].Y + (numbers[1] / Side);
                float halfWidth = numbers[2] / Side / 2, halfHeight = numbers[3] / Side / 2;
                boxes.Add(new FaceBox(score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));
            }
        }

        List<FaceBox> faces = [];
        for (boxes = [.. boxes.OrderByDescending(box => box.Score)]; boxes.Count > 0;)
        {
            FaceBox best = boxes[0];
            ILookup<bool, FaceBox> parts = boxes.ToLookup(box => box.Overlap(best) > SameFace);
            faces.Add(Mean(best, [.. parts[true]]));
            boxes = [.. parts[false]];
        }

        return faces;
    }

    private static FaceBox Mean(FaceBox best, FaceBox[] boxes)
    {
        float total = boxes.Sum(box => box.Score);
        float Side(Func<FaceBox, float> side) => boxes.Sum(box => box.Score * side(box)) / total;
        return new FaceBox(best.Score, Side(box => box.Left), Side(box => box.Top), Side(box => box.Right), Side(box => box.Bottom));
    }

    private static IEnumerable<(float X, float Y)> Grid(int cells, int anchors) =>
        from y in Enumerable.Range(0, cells)
        from x in Enumerable.Range(0, cells)
        from anchor in Enumerable.Range(0, anchors)
        select ((x + 0.5f) / cells, (y + 0.5f) / cells);
}
