using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>
/// BlazeFace, front camera (short range), by the options that MediaPipe publishes for it: two anchors in the middle of each
/// cell of 16x16, then six in each of 8x8; offsets and sizes in pixels; scores are logits.
/// </summary>
internal sealed class BlazeFaceHead : FaceHead
{
    private const int Numbers16 = 16, Cells = 16, AnchorCount = 896;
    private readonly int _boxes, _scores;
    private readonly FacePoint[] _anchors;

    private BlazeFaceHead(int boxes, int scores, int width, int height)
    {
        (_boxes, _scores) = (boxes, scores);
        _anchors = [.. Grid(Cells, 2), .. Grid(Cells / 2, 6)];
        IEnumerable<FacePoint> Grid(int cells, int anchors) =>
            from y in Enumerable.Range(0, cells)
            from x in Enumerable.Range(0, cells)
            from anchor in Enumerable.Range(0, anchors)
            select new FacePoint((x + 0.5f) / cells * width, (y + 0.5f) / cells * height);
    }

    /// <summary>The head where the outputs are 896 rows of 16 numbers and 896 scores.</summary>
    public static BlazeFaceHead? TryCreate(PlanTensor[] outputs, int width, int height)
    {
        int boxes = Find(outputs, AnchorCount, Numbers16), scores = Find(outputs, AnchorCount, 1);
        return outputs.Length == 2 && boxes >= 0 && scores >= 0 ? new BlazeFaceHead(boxes, scores, width, height) : null;
    }

    /// <inheritdoc/>
    public override float DefaultScore(int depth) => depth == 0 ? 0.7f : 0.85f;

    /// <inheritdoc/>
    public override List<Face> Decode(IReadOnlyList<float[]> outputs, float score)
    {
        float[] boxes = outputs[_boxes], scores = outputs[_scores];
        List<Face> faces = [];
        for (int i = 0; i < _anchors.Length; i++)
        {
            float sure = 1 / (1 + MathF.Exp(-scores[i]));
            if (sure >= score)
            {
                FacePoint anchor = _anchors[i];
                ReadOnlySpan<float> row = boxes.AsSpan(i * Numbers16, Numbers16);
                float x = anchor.X + row[0], y = anchor.Y + row[1];
                faces.Add(new Face(
                    sure, x - (row[2] / 2), y - (row[3] / 2), x + (row[2] / 2), y + (row[3] / 2),
                    Points(row[4..], (dx, dy) => new FacePoint(anchor.X + dx, anchor.Y + dy))));
            }
        }

        return faces;
    }
}
