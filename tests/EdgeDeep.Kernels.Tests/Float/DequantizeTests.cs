using EdgeDeep.Kernels.Float;

namespace EdgeDeep.Kernels.Tests.Float;

public class DequantizeTests
{
    [Fact]
    public void Equals_the_product_in_double_rounded_once() => Sampler.Check(s =>
    {
        float scale = s.Next(1, int.MaxValue) / 1e9f;
        DequantizeParameters p = default;
        (p.Size, p.ScaleBits, p.InputOffset) = (64, BitConverter.SingleToInt32Bits(scale), -s.Next(-128, 127));
        sbyte[] int8 = s.Bytes(64);
        byte[] uint8 = s.Fill(64, 0, 255, v => (byte)v);
        short[] int16 = s.Fill(64, short.MinValue, short.MaxValue, v => (short)v);
        float[] output = Sampler.Empty<float>(64);
        Dequantize.Int8(int8, Sampler.At, output, Sampler.At, in p);
        Compare(int8.Select(v => (int)v), output, scale, p);
        Dequantize.UInt8(uint8, Sampler.At, output, Sampler.At, in p);
        Compare(uint8.Select(v => (int)v), output, scale, p);
        Dequantize.Int16(int16, Sampler.At, output, Sampler.At, in p);
        Compare(int16.Select(v => (int)v), output, scale, p);
    });

    private static void Compare(IEnumerable<int> input, float[] output, float scale, DequantizeParameters p) =>
        Assert.Equal(
            input.Skip(Sampler.At).Select(v => (float)((double)scale * (v + p.InputOffset))), output.Skip(Sampler.At));
}
