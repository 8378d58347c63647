using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Images;

public class ImageTransformTests
{
    [Fact]
    public void Grey_is_BT601_luma()
    {
        Picture picture = new(5, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30]);

        Assert.Equal([76, 150, 29, 255, 18], ImageTransform.ToGrey(picture).Pixels.Select(b => (int)b));
        Assert.Same(picture, ImageTransform.ToRgb(picture));
        Picture grey = new(2, 1, 1, [3, 4]);
        Assert.Same(grey, ImageTransform.ToGrey(grey));
        Assert.Equal([3, 3, 3, 4, 4, 4], ImageTransform.ToRgb(grey).Pixels.Select(b => (int)b));
    }

    [Theory]
    [InlineData(10, 7, 4, 3)]
    [InlineData(10, 7, 20, 21)]
    [InlineData(10, 7, 5, 14)]
    [InlineData(1, 1, 3, 2)]
    [InlineData(31, 29, 1, 1)]
    [InlineData(64, 48, 63, 47)]
    public void Every_method_agrees_with_its_formula(int width, int height, int newWidth, int newHeight)
    {
        foreach (int channels in (int[])[1, 3])
        {
            Picture source = PictureFiles.Noise(width, height, channels);
            foreach (ResizeMethod method in Enum.GetValues<ResizeMethod>())
            {
                Picture result = ImageTransform.Resize(source, newWidth, newHeight, method);
                Assert.Equal((newWidth, newHeight, channels), (result.Width, result.Height, result.Channels));
                for (int i = 0; i < result.Pixels.Length; i++)
                {
                    (int pixel, int c) = Math.DivRem(i, channels);
                    double expected = Formula(source, pixel % newWidth, pixel / newWidth, c, newWidth, newHeight, method);
                    Assert.InRange(result.Pixels[i] - expected, -0.501, 0.501);
                }
            }
        }
    }

    [Fact]
    public void Known_values()
    {
        Picture ramp = new(4, 1, 1, [0, 100, 200, 255]);

        Assert.Equal([50, 228], Row(ImageTransform.Resize(ramp, 2, 1, ResizeMethod.Area)));
        Assert.Equal([50, 228], Row(ImageTransform.Resize(ramp, 2, 1, ResizeMethod.Bilinear)));
        Assert.Equal([100, 255], Row(ImageTransform.Resize(ramp, 2, 1, ResizeMethod.Nearest)));
        Assert.Equal([0, 25, 75, 125, 175, 214, 241, 255], Row(ImageTransform.Resize(ramp, 8, 1, ResizeMethod.Bilinear)));
        Assert.Equal([25, 150, 241], Row(ImageTransform.Resize(ramp, 3, 1, ResizeMethod.Area)));
    }

    [Fact]
    public void Letterbox_keeps_all_and_pads_the_rest()
    {
        Picture white = new(40, 20, 1, [.. Enumerable.Repeat((byte)200, 800)]);

        Picture result = ImageTransform.Fit(white, 10, 10, FitMode.Letterbox, padding: 7);

        for (int y = 0; y < 10; y++)
        {
            Assert.All(result.Pixels.AsSpan(y * 10, 10).ToArray(), b => Assert.Equal(y is >= 2 and < 7 ? 200 : 7, b));
        }
    }

    [Fact]
    public void Crop_takes_the_centre()
    {
        Picture bars = new(6, 2, 1, [1, 1, 50, 60, 9, 9, 1, 1, 70, 80, 9, 9]);

        Assert.Equal([50, 60, 70, 80], Row(ImageTransform.Fit(bars, 2, 2, FitMode.Crop)));
        Assert.Equal([1, 50, 60, 9, 1, 70, 80, 9], Row(ImageTransform.Fit(bars, 4, 2, FitMode.Crop)));
        Assert.Same(bars, ImageTransform.Fit(bars, 6, 2, FitMode.Crop));
    }

    [Theory]
    [InlineData(FitMode.Stretch)]
    [InlineData(FitMode.Letterbox)]
    [InlineData(FitMode.Crop)]
    public void Placements_lead_back_to_the_source(FitMode mode)
    {
        FitPlacement placement = FitPlacement.Of(640, 480, 96, 128, mode);

        (double x, double y) = placement.ToSource(48, 64);
        Assert.Equal(320, x, 1e-9);
        Assert.Equal(240, y, 1e-9);
        (x, y) = placement.ToSource(placement.X, placement.Y);
        Assert.Equal((placement.SourceX, placement.SourceY), (x, y));
        bool proportional = Math.Abs((placement.SourceWidth / placement.Width) - (placement.SourceHeight / placement.Height)) < 1e-9;
        Assert.Equal(mode != FitMode.Stretch, proportional);
    }

    [Fact]
    public void Parts_outside_the_picture_continue_its_edge()
    {
        Picture picture = new(2, 2, 1, [10, 20, 30, 40]);

        Picture outside = ImageTransform.Place(picture, 2, 2, new FitPlacement(5, 5, 8, 8, 0, 0, 2, 2));

        Assert.Equal([40, 40, 40, 40], Row(outside));
    }

    [Fact]
    public void A_photo_keeps_its_mean_when_it_shrinks_by_area()
    {
        Picture photo = ImageReader.Read(SharedData.PathOf("face/photos/astronaut.png"));

        Picture small = ImageTransform.Resize(photo, 96, 96);

        Assert.InRange(small.Pixels.Average(b => (double)b) - photo.Pixels.Average(b => (double)b), -0.05, 0.05);
    }

    [Fact]
    public void Impossible_pictures_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new Picture(2, 2, 2, new byte[8]));
        Assert.ThrowsAny<ArgumentException>(() => new Picture(2, 2, 3, new byte[11]));
        Assert.ThrowsAny<ArgumentException>(() => new Picture(0, 2, 3, []));
        Assert.ThrowsAny<ArgumentException>(() => ImageTransform.Resize(PictureFiles.Noise(2, 2, 1), 1 << 16, 1 << 16));
    }

    private static int[] Row(Picture picture) => [.. picture.Pixels.Select(b => (int)b)];

    /// <summary>The value of one result pixel as a sum over all source pixels.</summary>
    private static double Formula(Picture source, int x, int y, int channel, int newWidth, int newHeight, ResizeMethod method)
    {
        double sum = 0;
        for (int sy = 0; sy < source.Height; sy++)
        {
            double wy = Weight(sy, source.Height, y, newHeight, method);
            for (int sx = 0; sx < source.Width; sx++)
            {
                sum += wy * Weight(sx, source.Width, x, newWidth, method) * source.Pixels[(((sy * source.Width) + sx) * source.Channels) + channel];
            }
        }

        return sum;
    }

    private static double Weight(int s, int size, int i, int newSize, ResizeMethod method)
    {
        double step = (double)size / newSize;
        double centre = (i + 0.5) * step;
        if (method == ResizeMethod.Nearest)
        {
            return s == (int)centre ? 1 : 0;
        }

        if (method == ResizeMethod.Area && step > 1)
        {
            return Math.Max(0, Math.Min((i + 1) * step, s + 1) - Math.Max(i * step, s)) / step;
        }

        double position = Math.Min(Math.Max(centre - 0.5, 0), size - 1);
        return Math.Max(0, 1 - Math.Abs(position - s));
    }
}
