using System.Text;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Tests.Images;

public class PnmReaderTests
{
    [Fact]
    public void Text_and_binary_maps_are_read()
    {
        Same(3, 2, 1, [0, 10, 20, 30, 40, 255], Decode("P2 # comment\n3 2\n#another\n255\n0 10 20\n30 # in between\n40 255"));
        Same(1, 2, 3, [1, 2, 3, 4, 5, 6], Decode("P3\n1 2 255 1 2 3 4 5 6\n"));
        Same(3, 1, 1, [1, 10, 255], Decode([.. "P5\n3 1\n255\n"u8, 1, 10, 255]));
        Same(1, 1, 3, [7, 8, 9], Decode([.. "P6 1 1 255 "u8, 7, 8, 9, 99]));
    }

    [Fact]
    public void Values_are_scaled_and_rounded_to_eight_bits()
    {
        Same(4, 1, 1, [0, 17, 34, 255], Decode("P2 4 1 15 0 1 2 15"));
        Same(2, 1, 1, [0, 255], Decode("P2 2 1 1 0 1"));
        Same(4, 1, 1, [0, 1, 128, 255], Decode([.. "P5 4 1 65535\n"u8, 0, 128, 1, 1, 0x80, 0, 0xFF, 0xFF]));
        Same(1, 1, 3, [0, 128, 255], Decode([.. "P6 1 1 1000\n"u8, 0, 0, 500 >> 8, 500 & 255, 1000 >> 8, 1000 & 255]));
    }

    [Theory]
    [InlineData("P2", "byte 2")]
    [InlineData("P5 3", "byte 4")]
    [InlineData("P5 x 3 255 ", "byte 3")]
    [InlineData("P5 0 3 255 ", "0x3")]
    [InlineData("P5 3 3 0 ", "greatest value")]
    [InlineData("P5 3 3 65536 ", "65536")]
    [InlineData("P5 3 3 255\n12345678", "from byte 10")]
    [InlineData("P2 2 2 255 1 2 3", "byte 16")]
    [InlineData("P2 2 1 9 1 10", "the value 10")]
    [InlineData("P5 2 1 9\nzz", "above 9")]
    [InlineData("P2 2 1 9 1 -1", "byte 11")]
    [InlineData("P6 60000 60000 255 ", "60000x60000")]
    [InlineData("P3 8000 8000 255 1 2 3", "8000x8000")]
    [InlineData("P4 3 3 1", "is not a png")]
    public void Broken_maps_are_refused_in_a_sentence(string file, string word) =>
        OneSentence.About(Assert.Throws<InputException>(() => Decode(file)), "map.pgm", word);

    private static Picture Decode(string file) => Decode(Encoding.ASCII.GetBytes(file));

    private static Picture Decode(byte[] file) => ImageReader.Decode(file, "map.pgm");

    private static void Same(int width, int height, int channels, byte[] pixels, Picture actual)
    {
        Assert.Equal((width, height, channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(pixels, actual.Pixels);
    }
}
