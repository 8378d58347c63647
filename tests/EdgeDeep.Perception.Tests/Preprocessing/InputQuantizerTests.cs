using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class InputQuantizerTests
{
    private static readonly float[] Values = [0, 0.5f, -0.5f, 1.4f, 1.5f, 2.5f, -1.5f, -1.9f, 1e9f, -1e9f];

    [Fact]
    public void Nearest_rounds_halves_away_from_zero_and_clamps()
    {
        sbyte[] bytes = new sbyte[Values.Length];
        InputQuantizer.ToInt8(Values, bytes, 1, -10, InputRounding.Nearest);
        Assert.Equal([-10, -9, -11, -9, -8, -7, -12, -12, 127, -128], bytes.Select(b => (int)b));

        byte[] unsigned = new byte[Values.Length];
        InputQuantizer.ToUInt8(Values, unsigned, 0.5f, 128, InputRounding.Nearest);
        Assert.Equal([128, 129, 127, 131, 131, 133, 125, 124, 255, 0], unsigned.Select(b => (int)b));

        short[] words = new short[Values.Length];
        InputQuantizer.ToInt16(Values, words, 1f / 1024, 0, InputRounding.Nearest);
        Assert.Equal([0, 512, -512, 1434, 1536, 2560, -1536, -1946, 32767, -32768], words.Select(b => (int)b));
    }

    [Fact]
    public void Truncate_goes_toward_zero_after_the_zero_point()
    {
        sbyte[] bytes = new sbyte[Values.Length];
        InputQuantizer.ToInt8(Values, bytes, 1, 1, InputRounding.Truncate);
        Assert.Equal([1, 1, 0, 2, 2, 3, 0, 0, 127, -128], bytes.Select(b => (int)b));
    }
}
