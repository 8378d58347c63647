using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Tests.Images;

/// <summary>Pictures of cameras in colours that are known.</summary>
public class YuvPictureTests
{
    [Theory]
    [InlineData(235, 128, 128, false, 255, 255, 255)]
    [InlineData(16, 128, 128, false, 0, 0, 0)]
    [InlineData(81, 90, 240, false, 254, 0, 0)]
    [InlineData(145, 54, 34, false, 0, 255, 1)]
    [InlineData(41, 240, 110, false, 0, 0, 255)]
    [InlineData(255, 128, 128, true, 255, 255, 255)]
    [InlineData(76, 85, 255, true, 254, 0, 0)]
    public void Primary_colours_come_back(byte y, byte u, byte v, bool isFullRange, byte red, byte green, byte blue)
    {
        Picture picture = YuvPicture.ToRgb([y, y, y, y, u, v], 2, 2, isFullRange);
        Assert.All(Enumerable.Range(0, 4), i =>
        {
            Assert.InRange(picture.Pixels[i * 3] - red, -1, 1);
            Assert.InRange(picture.Pixels[(i * 3) + 1] - green, -1, 1);
            Assert.InRange(picture.Pixels[(i * 3) + 2] - blue, -1, 1);
        });
    }

    [Fact]
    public void Every_colour_is_that_of_the_real_formula()
    {
        for (int y = 0; y < 256; y += 5)
        {
            for (int u = 0; u < 256; u += 15)
            {
                for (int v = 0; v < 256; v += 15)
                {
                    byte[] rgb = YuvPicture.ToRgb([(byte)y, (byte)u, (byte)v], 1, 1, isFullRange: false).Pixels;
                    double luma = (y - 16) / 219.0, blueness = (u - 128) / 224.0, redness = (v - 128) / 224.0;
                    Check(rgb[0], luma + (1.402 * redness));
                    Check(rgb[1], luma - (0.344136 * blueness) - (0.714136 * redness));
                    Check(rgb[2], luma + (1.772 * blueness));
                }
            }
        }

        static void Check(byte actual, double share) => Assert.InRange(actual - Math.Clamp(255 * share, 0, 255), -0.52, 0.52);
    }

    [Fact]
    public void Odd_sizes_share_chroma_at_their_edges()
    {
        // 3x3: four chroma values; the last one colours the corner.
        byte[] planes = [.. Enumerable.Repeat((byte)145, 9), 128, 128, 128, 54, 128, 128, 128, 34];
        Assert.Equal(planes.Length, YuvPicture.Bytes(3, 3));
        byte[] rgb = YuvPicture.ToRgb(planes, 3, 3, isFullRange: false).Pixels;
        Assert.Equal((0, 255), (rgb[24], rgb[25]));
        Assert.Equal(rgb[0], rgb[1]);
        Assert.Throws<ArgumentException>(() => YuvPicture.ToRgb(planes.AsSpan(1), 3, 3, false));
    }
}
