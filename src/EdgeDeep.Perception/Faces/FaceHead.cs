using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>What the outputs of a face detector mean: numbers become boxes in pixels of the model's input.</summary>
internal abstract class FaceHead
{
    /// <summary>The least score at which the int8 model saw nothing but faces in the test photos (docs/faces.md).</summary>
    /// <param name="depth">How often pictures are looked at in smaller parts; every look is another chance to be wrong.</param>
    public abstract float DefaultScore(int depth);

    /// <summary>Boxes with at least a score, still overlapping.</summary>
    /// <param name="outputs">All outputs of the model as real numbers.</param>
    /// <param name="score">The least score, 0..1.</param>
    public abstract List<Face> Decode(IReadOnlyList<float[]> outputs, float score);

    /// <summary>The head that a model's outputs tell by their shapes.</summary>
    /// <param name="outputs">The model's outputs.</param>
    /// <param name="width">Columns of the model's input.</param>
    /// <param name="height">Rows of the model's input.</param>
    /// <exception cref="InputException">The outputs are those of no detector that is known.</exception>
    public static FaceHead Of(PlanTensor[] outputs, int width, int height) =>
        BlazeFaceHead.TryCreate(outputs, width, height) ?? UltraFaceHead.TryCreate(outputs, width, height) ?? (FaceHead?)YuNetHead.TryCreate(outputs, width, height)
        ?? throw new InputException($"the outputs {string.Join(", ", outputs.Select(output => $"[{string.Join(',', output.Shape)}]"))} are not those of BlazeFace, UltraFace or YuNet; name a face detector.");

    /// <summary>Index of the only output with some numbers a row and so many rows; -1 where there is none.</summary>
    protected static int Find(PlanTensor[] outputs, int rows, int numbers) =>
        Array.FindIndex(outputs, output => output.Elements == rows * numbers && (output.Shape[^1] == numbers || numbers == 1));

    /// <summary>The points of a row: pairs of numbers, led to pixels.</summary>
    protected static FacePoint[] Points(ReadOnlySpan<float> pairs, Func<float, float, FacePoint> place)
    {
        FacePoint[] points = new FacePoint[pairs.Length / 2];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = place(pairs[2 * i], pairs[(2 * i) + 1]);
        }

        return points;
    }
}
