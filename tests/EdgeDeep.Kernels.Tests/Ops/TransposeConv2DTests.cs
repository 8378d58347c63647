namespace EdgeDeep.Kernels.Tests.Ops;

public class TransposeConv2DTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xD87F4F2C5B85D389UL, Sampler.Run(400, s => s.Add(Run(s))));

    [Fact]
    public void Each_pixel_adds_its_filter()
    {
        TransposeConv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (1, 1, 2, 1);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth, p.OutputChannels) = (1, 3, 1, 5, 1);
        (p.StrideHeight, p.StrideWidth, p.ActivationMin, p.ActivationMax) = (1, 2, -128, 127);
        sbyte[] output = new sbyte[5];
        TransposeConv2D.Int8([1, 10], 0, [1, 2, 3], 0, [0], 0, [1 << 30], 0, [1], 0, output, 0, in p);
        Assert.Equal<sbyte>([1, 2, 13, 20, 30], output);
    }

    private static sbyte[] Run(Sampler s)
    {
        TransposeConv2DParameters p = default;
        p.Batches = s.Next(1, 2);
        p.InputHeight = s.Next(1, 5);
        p.InputWidth = s.Next(1, 5);
        p.InputChannels = s.Next(1, 5);
        p.FilterHeight = s.Next(1, 4);
        p.FilterWidth = s.Next(1, 4);
        p.OutputHeight = s.Next(1, 12);
        p.OutputWidth = s.Next(1, 12);
        p.OutputChannels = s.Next(1, 5);
        p.StrideHeight = s.Next(1, 3);
        p.StrideWidth = s.Next(1, 3);
        p.PadTop = s.Next(0, 3);
        p.PadLeft = s.Next(0, 3);
        p.InputOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        sbyte[] weights = s.Bytes(p.OutputChannels * p.FilterHeight * p.FilterWidth * p.InputChannels, -127, 127);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000);
        int[] multipliers = s.Ints(p.OutputChannels, 1 << 30, int.MaxValue);
        int[] shifts = s.Ints(p.OutputChannels, -11, -4);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
        TransposeConv2D.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, output, At, in p);
        return output;
    }
}
