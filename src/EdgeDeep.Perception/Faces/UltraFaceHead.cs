using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>
/// Ultra-Light-Fast-Generic-Face-Detector (slim and RFB): scores of background and face after softmax, and boxes either as
/// corners in fractions of the picture, or as offsets from priors (SSD with variances 0.1 and 0.2).
/// </summary>
internal sealed class UltraFaceHead : FaceHead
{
    private const float CenterVariance = 0.1f, SizeVariance = 0.2f;

    // Corners lie in the picture or little outside; offsets from priors reach far beyond.
    private const float LargestCorner = 2.5f;

    private static readonly (int Stride, float[] Sizes)[] Maps = [(8, [10, 16, 24]), (16, [32, 48]), (32, [64, 96]), (64, [128, 192, 256])];

    private readonly int _boxes, _scores;
    private readonly (float X, float Y, float Width, float Height)[] _priors;
    private readonly bool _hasCorners;
    private readonly float _width, _height;

    private UltraFaceHead(int boxes, int scores, (float X, float Y, float Width, float Height)[] priors, bool hasCorners, int width, int height) =>
        (_boxes, _scores, _priors, _hasCorners, _width, _height) = (boxes, scores, priors, hasCorners, width, height);

    /// <summary>The head where the outputs are two scores and four numbers for each prior.</summary>
    public static UltraFaceHead? TryCreate(PlanTensor[] outputs, int width, int height)
    {
        (float X, float Y, float Width, float Height)[] priors = [.. Maps.SelectMany(map => Priors(map.Stride, map.Sizes, width, height))];
        int boxes = Find(outputs, priors.Length, 4), scores = Find(outputs, priors.Length, 2);
        return outputs.Length == 2 && boxes >= 0 && scores >= 0 ? new UltraFaceHead(boxes, scores, priors, Largest(outputs[boxes]) <= LargestCorner, width, height) : null;
    }

    /// <inheritdoc/>
    public override float DefaultScore(int depth) => depth == 0 ? 0.7f : 0.95f;

    /// <inheritdoc/>
    public override List<Face> Decode(IReadOnlyList<float[]> outputs, float score)
    {
        float[] boxes = outputs[_boxes], scores = outputs[_scores];
        List<Face> faces = [];
        for (int i = 0; i < _priors.Length; i++)
        {
            if (scores[(2 * i) + 1] >= score)
            {
                (float left, float top, float right, float bottom) = Corners(boxes.AsSpan(4 * i, 4), _priors[i]);
                faces.Add(new Face(scores[(2 * i) + 1], left * _width, top * _height, right * _width, bottom * _height, []));
            }
        }

        return faces;
    }

    private (float Left, float Top, float Right, float Bottom) Corners(ReadOnlySpan<float> box, (float X, float Y, float Width, float Height) prior)
    {
        if (_hasCorners)
        {
            return (box[0], box[1], box[2], box[3]);
        }

        float x = prior.X + (box[0] * CenterVariance * prior.Width), y = prior.Y + (box[1] * CenterVariance * prior.Height);
        float width = prior.Width * MathF.Exp(box[2] * SizeVariance), height = prior.Height * MathF.Exp(box[3] * SizeVariance);
        return (x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
    }

    private static IEnumerable<(float X, float Y, float Width, float Height)> Priors(int stride, float[] sizes, int width, int height) =>
        from y in Enumerable.Range(0, (height + stride - 1) / stride)
        from x in Enumerable.Range(0, (width + stride - 1) / stride)
        from size in sizes
        select (Math.Min((x + 0.5f) * stride / width, 1), Math.Min((y + 0.5f) * stride / height, 1), Math.Min(size / width, 1), Math.Min(size / height, 1));

    /// <summary>The largest real number that an output can hold.</summary>
    private static float Largest(PlanTensor output) => output.Type == ElementType.Int8
        ? Math.Max(Math.Abs(output.Scale * (127 - output.ZeroPoint)), Math.Abs(output.Scale * (-128 - output.ZeroPoint))) : 0;
}
