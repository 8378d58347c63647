using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Tests.Faces;

/// <summary>Boxes, points and the pictures that are cut out by them.</summary>
public class FaceGeometryTests
{
    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        Face a = Box(1, 0, 0, 10, 10), b = Box(1, 5, 0, 15, 10), inside = Box(1, 2, 2, 4, 4);
        Assert.Equal(50f / 150, a.Overlap(b), 5);
        Assert.Equal(0, a.Overlap(Box(1, 20, 0, 30, 10)));
        Assert.Equal(0, a.Overlap(Box(1, 10, 0, 20, 10)));
        Assert.Equal(1, a.Cover(inside));
        Assert.Equal(0.04f, a.Overlap(inside), 5);
    }

    [Fact]
    public void Boxes_of_one_face_become_their_weighted_mean()
    {
        Face[] boxes = [Box(0.6f, 2, 0, 12, 10), Box(0.9f, 0, 0, 10, 10), Box(0.7f, 50, 50, 60, 60)];
        List<Face> faces = OverlappingFaces.Merge(boxes, 0.3f);
        Assert.Equal([0.9f, 0.7f], faces.Select(face => face.Score));
        Assert.Equal(0.8f, faces[0].Left, 4);
        Assert.Equal(10.8f, faces[0].Right, 4);
        Assert.Equal(0.8f, faces[0].KeyPoints[0].X, 4);
    }

    [Fact]
    public void A_similarity_is_found_again_from_points_that_it_moved()
    {
        Similarity wanted = new(1.5f, -0.7f, 12, -3);
        FacePoint[] from = [new(0, 0), new(10, 2), new(3, 7), new(-4, 1)];
        Similarity found = Similarity.Between(from, [.. from.Select(wanted.Apply)]);
        Assert.Equal(wanted.A, found.A, 4);
        Assert.Equal(wanted.B, found.B, 4);
        Assert.Equal(wanted.Dx, found.Dx, 3);
        Assert.Equal(wanted.Dy, found.Dy, 3);
    }

    [Fact]
    public void A_turned_face_is_set_upright()
    {
        // A white left and a black right half, turned by 90 degrees: white above, black below, eyes on a vertical line.
        Picture turned = new(200, 200, 3, [.. Enumerable.Range(0, 200 * 200).SelectMany(i => Enumerable.Repeat((byte)(i / 200 < 100 ? 255 : 0), 3))]);
        FacePoint Turn(float x, float y) => new(200 - y, x);
        Face face = new(1, 50, 50, 150, 150, [Turn(80, 90), Turn(120, 90), Turn(100, 112), Turn(100, 135)]);
        Picture upright = FaceAligner.Align(turned, face, 64);
        Assert.Equal((64, 64, 3), (upright.Width, upright.Height, upright.Channels));
        Assert.All(Enumerable.Range(8, 48), y => Assert.True(upright.Pixels[((y * 64) + 20) * 3] == 255 && upright.Pixels[((y * 64) + 44) * 3] == 0, $"row {y}"));
    }

    [Fact]
    public void A_face_without_points_is_cut_out_by_its_box()
    {
        byte[] pixels = new byte[100 * 100];
        for (int y = 40; y < 60; y++)
        {
            pixels.AsSpan((y * 100) + 40, 20).Fill(200);
        }

        Picture cut = FaceAligner.Align(new Picture(100, 100, 1, pixels), new Face(1, 40, 40, 60, 60, []), 22);
        Assert.Equal(200, cut.Pixels[((11 * 22) + 11) * 3]);
        Assert.Equal(0, cut.Pixels[0]);
    }

    [Fact]
    public void Mosaics_repeat_pictures_until_all_cells_are_full()
    {
        Picture Of(byte value) => new(3, 3, 1, [.. Enumerable.Repeat(value, 9)]);
        Picture mosaic = Mosaic.Of([Of(10), Of(20), Of(30)], 2, 3);
        Assert.Equal((6, 6), (mosaic.Width, mosaic.Height));
        Assert.Equal([10, 20, 30, 10], new[] { (1, 1), (4, 1), (1, 4), (4, 4) }.Select(at => mosaic.Pixels[((at.Item2 * 6) + at.Item1) * 3]));
    }

    private static Face Box(float score, float left, float top, float right, float bottom) => new(score, left, top, right, bottom, [new FacePoint(left, top)]);
}
