using EdgeDeep.Perception.Faces;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Tests.Faces;

/// <summary>Numbers that a detector would give for one known box.</summary>
public class FaceHeadTests
{
    [Fact]
    public void BlazeFace_counts_in_pixels_from_the_middle_of_a_cell()
    {
        float[] boxes = new float[896 * 16], scores = new float[896];
        Array.Fill(scores, -20);

        // The second anchor of cell (3, 2) of 16x16: its middle is (28, 20) of 128.
        int anchor = (((2 * 16) + 3) * 2) + 1;
        scores[anchor] = 2;
        float[] row = [4, -2, 20, 10, 1, 1, 9, 1];
        row.CopyTo(boxes, anchor * 16);
        Face face = Assert.Single(FaceHead.Of([Output(1, 896, 16), Output(1, 896, 1)], 128, 128).Decode([boxes, scores], 0.5f));
        Assert.Equal(0.8808f, face.Score, 4);
        Assert.Equal((22f, 13f, 42f, 23f), (face.Left, face.Top, face.Right, face.Bottom));
        Assert.Equal([new FacePoint(29, 21), new FacePoint(37, 21)], face.KeyPoints.Take(2));
        Assert.Equal(6, face.KeyPoints.Count);
    }

    [Fact]
    public void YuNet_counts_in_cells_and_logarithms()
    {
        float[][] outputs = [new float[16], new float[4], new float[1], new float[16], new float[4], new float[1], new float[64], new float[16], new float[4], new float[160], new float[40], new float[10]];
        PlanTensor[] shapes = [.. outputs.Select((output, i) => Output(1, new[] { 16, 4, 1 }[i % 3], output.Length / new[] { 16, 4, 1 }[i % 3]))];

        // Cell (1, 0) of the map with stride 16.
        outputs[1][1] = 0.81f;
        outputs[4][1] = 1;
        new[] { 0.5f, 0.25f, 0, MathF.Log(0.5f) }.CopyTo(outputs[7], 4);
        outputs[10][10] = 0.125f;
        Face face = Assert.Single(FaceHead.Of(shapes, 32, 32).Decode(outputs, 0.5f));
        Assert.Equal(0.9f, face.Score, 5);
        Assert.Equal((16f, 0f, 32f, 8f), (face.Left, face.Top, face.Right, face.Bottom));
        Assert.Equal(new FacePoint(18, 0), face.KeyPoints[0]);
    }

    [Theory]
    [InlineData(0.01f, new float[] { 0.25f, 0.5f, 0.75f, 1 }, 80f, 120f, 240f, 240f)]
    [InlineData(0.05f, new float[] { 1, 0, 0, 5 }, 0f, -9.5914f, 10f, 17.5914f)]
    public void UltraFace_gives_corners_or_offsets_from_priors(float scale, float[] box, float left, float top, float right, float bottom)
    {
        float[] boxes = new float[4420 * 4], scores = new float[4420 * 2];
        scores[1] = 0.75f;
        box.CopyTo(boxes, 0);
        Face face = Assert.Single(FaceHead.Of([Output(1, 4420, 2), Output(scale, 4420, 4)], 320, 240).Decode([scores, boxes], 0.5f));

        // The first prior is a square of 10 pixels around (4, 4).
        Assert.Equal((left, top, right, bottom), (face.Left, MathF.Round(face.Top, 4), face.Right, MathF.Round(face.Bottom, 4)));
        Assert.Equal(0.75f, face.Score);
    }

    [Fact]
    public void Other_outputs_are_refused_by_name() =>
        Assert.Contains("[1,10,1]", Assert.Throws<InputException>(() => FaceHead.Of([Output(1, 10, 1)], 128, 128)).Message, StringComparison.Ordinal);

    private static PlanTensor Output(float scale, int rows, int numbers) => new("output", ElementType.Int8, [1, rows, numbers], Storage.Arena, 0, scale, 0);
}
