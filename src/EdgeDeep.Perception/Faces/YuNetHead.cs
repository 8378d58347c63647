using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>
/// YuNet (libfacedetection): one anchor in the corner of each cell of three maps; a score is the geometric mean of class and
/// objectness; offsets and the logarithms of sizes are in cells; five key points.
/// </summary>
internal sealed class YuNetHead : FaceHead
{
    private const int KeyPointNumbers = 10;
    private static readonly int[] Strides = [8, 16, 32];

    private readonly Map[] _maps;

    private YuNetHead(Map[] maps) => _maps = maps;

    private sealed record Map(int Stride, int Columns, int Rows, int Class, int Object, int Box, int Points);

    /// <summary>The head where the outputs are class, objectness, box and points for three maps.</summary>
    public static YuNetHead? TryCreate(PlanTensor[] outputs, int width, int height)
    {
        if (outputs.Length != 4 * Strides.Length)
        {
            return null;
        }

        List<Map> maps = [];
        foreach (int stride in Strides)
        {
            int columns = width / stride, rows = height / stride, cells = columns * rows;
            int[] scores = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].Elements == cells && outputs[i].Shape[^1] == 1)];
            int box = Find(outputs, cells, 4), points = Find(outputs, cells, KeyPointNumbers);
            if (scores.Length != 2 || box < 0 || points < 0)
            {
                return null;
            }

            maps.Add(new Map(stride, columns, rows, scores[0], scores[1], box, points));
        }

        return new YuNetHead([.. maps]);
    }

    /// <inheritdoc/>
    public override float DefaultScore(int depth) => depth == 0 ? 0.5f : 0.75f;

    /// <inheritdoc/>
    public override List<Face> Decode(IReadOnlyList<float[]> outputs, float score)
    {
        List<Face> faces = [];
        foreach (Map map in _maps)
        {
            float[] classes = outputs[map.Class], objects = outputs[map.Object], boxes = outputs[map.Box], points = outputs[map.Points];
            for (int i = 0; i < map.Columns * map.Rows; i++)
            {
                float sure = MathF.Sqrt(Math.Clamp(classes[i], 0, 1) * Math.Clamp(objects[i], 0, 1));
                if (sure >= score)
                {
                    (int row, int column) = Math.DivRem(i, map.Columns);
                    ReadOnlySpan<float> box = boxes.AsSpan(4 * i, 4);
                    FacePoint center = Place(box[0], box[1]);
                    float width = MathF.Exp(box[2]) * map.Stride, height = MathF.Exp(box[3]) * map.Stride;
                    faces.Add(new Face(
                        sure, center.X - (width / 2), center.Y - (height / 2), center.X + (width / 2), center.Y + (height / 2),
                        Points(points.AsSpan(KeyPointNumbers * i, KeyPointNumbers), Place)));

                    FacePoint Place(float x, float y) => new((column + x) * map.Stride, (row + y) * map.Stride);
                }
            }
        }

        return faces;
    }
}
