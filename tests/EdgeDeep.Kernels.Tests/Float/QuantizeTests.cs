using EdgeDeep.Kernels.Float;

namespace EdgeDeep.Kernels.Tests.Float;

public class QuantizeTests
{
    [Theory]
    [InlineData(0.49999997f, 0)]
    [InlineData(0.5f, 1)]
    [InlineData(-0.5f, -1)]
    [InlineData(1.4999999f, 1)]
    [InlineData(2.5f, 3)]
    [InlineData(-2.5f, -3)]
    [InlineData(1e30f, 127)]
    [InlineData(-1e30f, -128)]
    [InlineData(float.PositiveInfinity, 127)]
    [InlineData(float.NaN, -128)]
    public void Rounds_half_away_from_zero_and_saturates(float value, sbyte expected)
    {
        sbyte[] output = new sbyte[1];
        Quantize.Int8([value], 0, output, 0, Parameters(1f, 0, 1));
        Assert.Equal(expected, output[0]);
    }

    [Fact]
    public void Follows_the_definition_for_every_type() => Sampler.Check(s =>
    {
        float scale = s.Next(1, 100000) / 65536f;
        int zeroPoint = s.Next(-128, 127);
        float[] input = s.Fill(64, -1000000, 1000000, v => v / 4096f);
        sbyte[] int8 = Sampler.Empty<sbyte>(64);
        byte[] uint8 = Sampler.Empty<byte>(64);
        short[] int16 = Sampler.Empty<short>(64);
        Quantize.Int8(input, Sampler.At, int8, Sampler.At, Parameters(scale, zeroPoint, 64));
        Quantize.UInt8(input, Sampler.At, uint8, Sampler.At, Parameters(scale, zeroPoint + 128, 64));
        Quantize.Int16(input, Sampler.At, int16, Sampler.At, Parameters(scale, 0, 64));
        for (int i = Sampler.At; i < input.Length; i++)
        {
            int rounded = (int)MathF.Round(input[i] / scale, MidpointRounding.AwayFromZero);
            Assert.Equal(Math.Clamp(rounded + zeroPoint, -128, 127), int8[i]);
            Assert.Equal(Math.Clamp(rounded + zeroPoint + 128, 0, 255), uint8[i]);
            Assert.Equal(Math.Clamp(rounded, short.MinValue, short.MaxValue), int16[i]);
        }
    });

    [Fact]
    public void Scales_are_decoded_exactly() => CsCheck.Check.Sample(
        CsCheck.Gen.Int[1 << 23, 0x7F7FFFFF],
        bits => Assert.Equal(BitConverter.Int32BitsToSingle(bits), SingleBits.ToSingle(bits)));

    private static QuantizeParameters Parameters(float scale, int zeroPoint, int size) =>
        new() { Size = size, ScaleBits = BitConverter.SingleToInt32Bits(scale), OutputOffset = zeroPoint };
}
