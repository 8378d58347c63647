namespace EdgeDeep.Kernels.Tests.Ops;

public class RequantizeTests
{
    private const int At = Sampler.At;

    private delegate void Kernel<TIn, TOut>(TIn[] input, int inputAt, TOut[] output, int outputAt, in RequantizeParameters p);

    [Fact]
    public void Matches_TensorFlow_Lite_Micro()
    {
        Assert.Equal(0x2749F7DD11457C06UL, Hash<sbyte, sbyte>(Requantize.Int8ToInt8, v => (sbyte)v, v => v));
        Assert.Equal(0x2749F7DD11457C06UL, Hash<byte, sbyte>(Requantize.UInt8ToInt8, v => (byte)v, v => v));
        Assert.Equal(0x14C9E5EFC4CDEF06UL, Hash<sbyte, byte>(Requantize.Int8ToUInt8, v => (sbyte)v, v => v));
        Assert.Equal(0xE1E72F6D75C563D2UL, Hash<short, sbyte>(Requantize.Int16ToInt8, v => (short)v, v => v));
        Assert.Equal(0x1F85414E87652E0FUL, Hash<sbyte, short>(Requantize.Int8ToInt16, v => (sbyte)v, v => v));
        Assert.Equal(0xC72678D8087FB54BUL, Hash<short, short>(Requantize.Int16ToInt16, v => (short)v, v => v));
        Assert.Equal(0x285313E4B8A936E7UL, Hash<int, sbyte>(Requantize.Int32ToInt8, v => (int)v, v => v));
        Assert.Equal(0x650C48BBE384E489UL, Hash<int, short>(Requantize.Int32ToInt16, v => (int)v, v => v));
        Assert.Equal(0x1F85414E87652E0FUL, Hash<sbyte, int>(Requantize.Int8ToInt32, v => (sbyte)v, v => v));
        Assert.Equal(0xF3D12EF94C299263UL, Hash<short, int>(Requantize.Int16ToInt32, v => (short)v, v => v));
    }

    [Fact]
    public void Scale_one_moves_the_zero_point_between_int8_and_uint8()
    {
        RequantizeParameters p = default;
        (p.Size, p.Multiplier, p.Shift, p.InputOffset, p.OutputOffset) = (256, 1 << 30, 1, 128, 0);
        sbyte[] signed = [.. Enumerable.Range(-128, 256).Select(v => (sbyte)v)];
        byte[] unsigned = new byte[256];
        Requantize.Int8ToUInt8(signed, 0, unsigned, 0, in p);
        Assert.Equal(Enumerable.Range(0, 256).Select(v => (byte)v), unsigned);
        sbyte[] back = new sbyte[256];
        (p.InputOffset, p.OutputOffset) = (0, -128);
        Requantize.UInt8ToInt8(unsigned, 0, back, 0, in p);
        Assert.Equal(signed, back);
    }

    [Fact]
    public void Results_saturate()
    {
        RequantizeParameters p = default;
        (p.Size, p.Multiplier, p.Shift) = (2, 1 << 30, 1);
        sbyte[] output = new sbyte[2];
        Requantize.Int32ToInt8([1000, -1000], 0, output, 0, in p);
        Assert.Equal<sbyte>([127, -128], output);
    }

    private static ulong Hash<TIn, TOut>(Kernel<TIn, TOut> kernel, Func<int, TIn> convert, Func<TOut, int> widen)
    {
        (int low, int high, int zeroLow, int zeroHigh) = Range<TIn>();
        (_, _, int outLow, int outHigh) = Range<TOut>();
        return Sampler.Run(100, s =>
        {
            RequantizeParameters p = default;
            p.Size = 64;
            p.InputOffset = zeroLow == zeroHigh ? 0 : -s.Next(zeroLow, zeroHigh);
            p.OutputOffset = outLow == outHigh ? 0 : s.Next(outLow, outHigh);
            p.Multiplier = s.Multiplier();
            p.Shift = s.Next(-10, 6);
            TIn[] input = s.Fill(64, low, high, convert);
            TOut[] output = Sampler.Empty<TOut>(64);
            kernel(input, At, output, At, in p);
            s.Add(output, widen);
        });
    }

    private static (int Low, int High, int ZeroLow, int ZeroHigh) Range<T>()
    {
        if (typeof(T) == typeof(sbyte))
        {
            return (-128, 127, -128, 127);
        }

        if (typeof(T) == typeof(byte))
        {
            return (0, 255, 0, 255);
        }

        return typeof(T) == typeof(short) ? (short.MinValue, short.MaxValue, 0, 0) : (-100000, 100000, 0, 0);
    }
}
