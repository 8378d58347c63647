using System.Text;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;
using SkiaSharp;

namespace EdgeDeep.Perception.Tests.Images;

public class ImageReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Png_pixels_come_back_exactly(int channels)
    {
        Picture picture = PictureFiles.Noise(37, 21, channels);
        Same(picture, ImageReader.Decode(PictureFiles.Encode(picture, SKEncodedImageFormat.Png), "a.png"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Bmp_pixels_come_back_exactly(int channels)
    {
        Picture picture = PictureFiles.Noise(37, 21, channels);
        Same(picture, ImageReader.Decode(PictureFiles.Bmp(picture), "a.bmp"));
    }

    [Fact]
    public void A_bmp_with_a_coloured_palette_has_three_channels()
    {
        Picture indices = PictureFiles.Noise(5, 4, 1);

        Picture read = ImageReader.Decode(PictureFiles.Bmp(indices, i => ((byte)i, (byte)(255 - i), 7)), "a.bmp");

        Same(new Picture(5, 4, 3, [.. indices.Pixels.SelectMany(i => new byte[] { i, (byte)(255 - i), 7 })]), read);
    }

    [Fact]
    public void Jpg_pixels_come_back_nearly_and_grey_stays_grey()
    {
        Picture grey = new(64, 48, 1, [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)((i % 64) + (i / 64)))]);

        Picture read = ImageReader.Decode(PictureFiles.Encode(grey, SKEncodedImageFormat.Jpeg), "a.jpg");
        Picture colour = ImageReader.Decode(PictureFiles.Encode(ImageTransform.ToRgb(grey), SKEncodedImageFormat.Jpeg), "a.jpg");

        Assert.Equal(3, colour.Channels);
        Assert.Equal((64, 48, 1), (read.Width, read.Height, read.Channels));
        Assert.All(Enumerable.Range(0, grey.Pixels.Length), i => Assert.InRange(read.Pixels[i] - grey.Pixels[i], -3, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Jpg_orientation_is_applied(int orientation)
    {
        const int Block = 16;
        byte[] shades = [20, 60, 100, 140, 180, 220]; // three blocks beside each other, two rows
        byte[] pixels = [.. Enumerable.Range(0, 6 * Block * Block).Select(i => shades[(i / (3 * Block) / Block * 3) + (i % (3 * Block) / Block)])];
        byte[] jpg = PictureFiles.Encode(new Picture(3 * Block, 2 * Block, 1, pixels), SKEncodedImageFormat.Jpeg);

        Picture upright = ImageReader.Decode(PictureFiles.WithOrientation(jpg, orientation), "a.jpg");

        // Written down from the EXIF table: where the stored first row and first column are seen.
        byte[,] expected = orientation switch
        {
            1 => new byte[,] { { 20, 60, 100 }, { 140, 180, 220 } },
            2 => new byte[,] { { 100, 60, 20 }, { 220, 180, 140 } },
            3 => new byte[,] { { 220, 180, 140 }, { 100, 60, 20 } },
            4 => new byte[,] { { 140, 180, 220 }, { 20, 60, 100 } },
            5 => new byte[,] { { 20, 140 }, { 60, 180 }, { 100, 220 } },
            6 => new byte[,] { { 140, 20 }, { 180, 60 }, { 220, 100 } },
            7 => new byte[,] { { 220, 100 }, { 180, 60 }, { 140, 20 } },
            _ => new byte[,] { { 100, 220 }, { 60, 180 }, { 20, 140 } },
        };
        Assert.Equal((expected.GetLength(1) * Block, expected.GetLength(0) * Block), (upright.Width, upright.Height));
        for (int y = 0; y < expected.GetLength(0); y++)
        {
            for (int x = 0; x < expected.GetLength(1); x++)
            {
                int middle = (((y * Block) + 8) * upright.Width) + (x * Block) + 8;
                Assert.InRange(upright.Pixels[middle] - expected[y, x], -3, 3);
            }
        }
    }

    [Fact]
    public void Broken_files_are_refused_in_a_sentence()
    {
        byte[] png = PictureFiles.Encode(PictureFiles.Noise(40, 30, 3), SKEncodedImageFormat.Png);
        byte[] jpg = PictureFiles.Encode(PictureFiles.Noise(40, 30, 3), SKEncodedImageFormat.Jpeg);
        byte[] bmp = PictureFiles.Bmp(PictureFiles.Noise(40, 30, 3));
        byte[] huge = [.. png];
        new byte[] { 0, 1, 0, 0, 0, 1, 0, 0 }.CopyTo(huge, 16);
        (byte[] File, string Word)[] cases =
        [
            ([], "is empty"),
            (Encoding.ASCII.GetBytes("just a text"), "is not a png, jpg, bmp, pgm or ppm"),
            ([0xFF, 0xD8, 0xFF], "jpg"),
            (png[..20], "png"),
            (png[..(png.Length / 2)], "cut short"),
            (jpg[..100], "jpg"),
            (jpg[..(jpg.Length / 2)], "cut short"),
            (bmp[..30], "bmp"),
            (bmp[..(bmp.Length / 2)], "cut short"),
            (huge, "png"),
            ([.. "P5 70000 70000 255\n"u8], "70000x70000"),
        ];
        Assert.All(cases, row => OneSentence.About(Assert.Throws<InputException>(() => ImageReader.Decode(row.File, "some.file")), "some.file", row.Word));
        OneSentence.About(Assert.Throws<InputException>(() => ImageReader.Read("no/such.png")), "no/such.png");
    }

    [Theory]
    [InlineData("face/photos/astronaut.png", 512, 512, 3)]
    [InlineData("face/photos/grace_hopper.bmp", 512, 600, 3)]
    [InlineData("face/photos/three_people.jpg", 1049, 861, 3)]
    [InlineData("face/photos/portrait.jpg", 820, 1024, 3)]
    [InlineData("tflite-zoo/coral/mnist_nine.bmp", 28, 28, 1)]
    public void Photos_are_read(string file, int width, int height, int channels)
    {
        Picture picture = ImageReader.Read(SharedData.PathOf(file));

        Assert.Equal((width, height, channels), (picture.Width, picture.Height, picture.Channels));
        double mean = picture.Pixels.Average(b => (double)b);
        double spread = picture.Pixels.Average(b => Math.Abs(b - mean));
        Assert.InRange(spread, 20, 110);
    }

    private static void Same(Picture expected, Picture actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }
}
