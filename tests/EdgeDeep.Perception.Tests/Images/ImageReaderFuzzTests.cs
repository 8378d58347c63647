using CsCheck;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;
using SkiaSharp;

namespace EdgeDeep.Perception.Tests.Images;

public class ImageReaderFuzzTests
{
    private static readonly byte[][] Wholes =
    [
        PictureFiles.Encode(PictureFiles.Noise(9, 7, 3), SKEncodedImageFormat.Png),
        PictureFiles.WithOrientation(PictureFiles.Encode(PictureFiles.Noise(17, 9, 3), SKEncodedImageFormat.Jpeg), 6),
        PictureFiles.Bmp(PictureFiles.Noise(9, 7, 3)),
        PictureFiles.Bmp(PictureFiles.Noise(9, 7, 1)),
        [.. "P2 3 2 # c\n255 1 2 3 4 5 6"u8],
        [.. "P6 2 2 65535\n"u8, .. PictureFiles.Noise(8, 3, 1).Pixels],
    ];

    private static readonly byte[][] Starts = [[0x89, .. "PNG\r\n\u001a\n"u8], [0xFF, 0xD8, 0xFF], [.. "BM"u8], [.. "P2 "u8], [.. "P5 2 2 255 "u8], []];

    [Fact]
    public void Random_bytes_only_throw_InputException() =>
        Gen.Select(Gen.Int[0, Starts.Length - 1], Gen.Byte.Array[0, 100])
            .Check(3000, draw => ReadsOrRefuses([.. Starts[draw.Item1], .. draw.Item2]));

    [Fact]
    public void Changed_and_cut_files_only_throw_InputException() =>
        Gen.Select(Gen.Int[0, Wholes.Length - 1], Gen.Double[0, 1.3], Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[0, 3])
            .Check(3000, draw =>
            {
                (int which, double kept, (double, byte)[] changes) = draw;
                byte[] bytes = [.. Wholes[which]];
                foreach ((double at, byte value) in changes)
                {
                    // The sizes of png and bmp are left alone: 60 million promised pixels are legal, but too much for a quick test.
                    int first = Wholes[which][0] == 'P' ? 0 : 26;
                    bytes[first + (int)(at * (bytes.Length - first))] = value;
                }

                ReadsOrRefuses(bytes[..(int)(Math.Min(1, kept) * bytes.Length)]);
            });

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            Picture picture = ImageReader.Decode(bytes, "some.file");
            Assert.Equal(picture.Width * picture.Height * picture.Channels, picture.Pixels.Length);
        }
        catch (InputException e)
        {
            OneSentence.About(e, "some.file");
        }
    }
}
