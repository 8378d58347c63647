namespace EdgeDeep.Kernels.Tests.Ops;

public class CopyTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Copies_every_type()
    {
        CopyParameters p = default;
        p.Size = 3;
        sbyte[] int8 = new sbyte[At + 4];
        byte[] uint8 = new byte[At + 4];
        short[] int16 = new short[At + 4];
        int[] int32 = new int[At + 4];
        Copy.Int8([9, 1, -2, 3], 1, int8, At, in p);
        Copy.UInt8([9, 1, 200, 3], 1, uint8, At, in p);
        Copy.Int16([9, 1, -2000, 3], 1, int16, At, in p);
        Copy.Int32([9, 1, -200000, 3], 1, int32, At, in p);
        Assert.Equal<sbyte>([0, 0, 0, 1, -2, 3, 0], int8);
        Assert.Equal<byte>([0, 0, 0, 1, 200, 3, 0], uint8);
        Assert.Equal<short>([0, 0, 0, 1, -2000, 3, 0], int16);
        Assert.Equal([0, 0, 0, 1, -200000, 3, 0], int32);
    }
}
