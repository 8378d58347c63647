using EdgeDeep.Perception.Faces;

namespace EdgeDeep.Perception.Tests.Faces;

/// <summary>Who unlocks when, and what tells a head from a flat picture of one.</summary>
public class FaceUnlockTests
{
    // Eyes, nose, mouth and ears of a head: x to the right, y down, z towards the camera, in distances between the eyes.
    private static readonly (double X, double Y, double Z)[] Head = [(-0.5, 0, 0), (0.5, 0, 0), (0, 0.55, 0.5), (0, 1, 0.2), (-1.1, 0.3, -0.9), (1.1, 0.3, -0.9)];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 0)]
    [InlineData(0, 12)]
    [InlineData(20, 10)]
    public void A_turned_head_has_depth_and_a_turned_picture_of_it_has_none(double yaw, double pitch)
    {
        FacePoint[] front = Look(Head, 0, 0, 1, 0), head = Look(Head, yaw, pitch, 1.1, 20), picture = Look([.. Head.Select(point => (point.X, point.Y, 0.0))], yaw, pitch, 1.1, 20);
        Assert.Equal(0, DepthHint.Of(front, picture), 1e-4);
        double hint = DepthHint.Of(front, head);
        Assert.InRange(hint, yaw + pitch > 0 ? 0.05 : 0, yaw + pitch > 0 ? 1 : 1e-4);
    }

    [Fact]
    public void Too_few_points_or_points_on_a_line_give_no_hint()
    {
        Assert.Equal(0, DepthHint.Of([], []));
        FacePoint[] three = [new(0, 0), new(1, 0), new(0, 1)];
        Assert.Equal(0, DepthHint.Of(three, three));
        FacePoint[] line = [new(0, 0), new(1, 1), new(2, 2), new(3, 3)], bent = [new(0, 0), new(1, 1), new(2, 5), new(3, 3)];
        Assert.Equal(0, DepthHint.Of(line, bent));
    }

    [Fact]
    public void The_same_known_person_unlocks_once_after_some_looks()
    {
        FaceUnlock unlock = new(new FaceUnlockOptions { Looks = 3 });
        Assert.Equal([null, null, "Ada", null, null], Enumerable.Range(0, 5).Select(i => unlock.Look(i * 0.1, [Seen("Ada", 100)])));

        // Away and back.
        Assert.Null(unlock.Look(0.6, []));
        Assert.Equal([null, null, "Ada"], Enumerable.Range(7, 3).Select(i => unlock.Look(i * 0.1, [Seen("Ada", 100)])));
    }

    [Fact]
    public void Another_face_a_stranger_or_a_long_gap_begins_anew()
    {
        FaceUnlock unlock = new(new FaceUnlockOptions { Looks = 2 });
        Assert.Null(unlock.Look(0, [Seen("Ada", 100)]));
        Assert.Null(unlock.Look(0.1, [Seen("Bob", 100)]));
        Assert.Null(unlock.Look(0.2, [Seen(null, 100)]));
        Assert.Null(unlock.Look(0.3, [Seen("Ada", 100)]));
        Assert.Null(unlock.Look(5, [Seen("Ada", 100)]));
        Assert.Null(unlock.Look(5.1, [Seen("Ada", 100), Seen(null, 150)]));
        Assert.Null(unlock.Look(5.2, [Seen("Ada", 100)]));
        Assert.Equal("Ada", unlock.Look(5.3, [Seen("Ada", 100), Seen(null, 50)]));
    }

    [Fact]
    public void With_a_hint_only_a_head_that_moves_unlocks()
    {
        FaceUnlock unlock = new(new FaceUnlockOptions { Looks = 2, Hint = 0.05 });
        for (int i = 0; i < 1000; i++)
        {
            Assert.Null(unlock.Look(i * 0.1, [Seen("Ada", 100, Look(Head, 0, 0, 1, i))]));
        }

        Assert.Equal("Ada", unlock.Look(100, [Seen("Ada", 100, Look(Head, 20, 0, 1, 0))]));
        Assert.InRange(unlock.Hint, 0.05, 1);
        Assert.Throws<InputException>(() => new FaceUnlock(new FaceUnlockOptions { Looks = 0 }));
    }

    private static (Face, FaceMatch) Seen(string? name, float size, FacePoint[]? points = null) =>
        (new Face(0.9f, 0, 0, size, size, points ?? []), new FaceMatch(name, 0.8f));

    /// <summary>The points seen from far away, after a turn about the upright and the level axis.</summary>
    private static FacePoint[] Look((double X, double Y, double Z)[] points, double yaw, double pitch, double scale, double shift)
    {
        (double s, double c) = Math.SinCos(yaw * Math.PI / 180);
        (double t, double d) = Math.SinCos(pitch * Math.PI / 180);
        return [.. points.Select(point =>
        {
            (double x, double z) = ((c * point.X) + (s * point.Z), (c * point.Z) - (s * point.X));
            return new FacePoint((float)((100 * scale * x) + shift), (float)(100 * scale * ((d * point.Y) - (t * z))));
        })];
    }
}
