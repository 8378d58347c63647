namespace EdgeDeep.Kernels.Tests.Ops;

public class DepthwiseConv2DDspTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Gives_the_bytes_of_the_portable_kernel() => Sampler.Check(s =>
    {
        ConvolutionCase g = ConvolutionCase.Draw(s);
        DepthwiseConv2DParameters p = default;
        (p.DilationHeight, p.DilationWidth, p.DepthMultiplier) = (s.Next(1, 2), s.Next(1, 2), 1);
        p.InputChannels = s.Next(1, 13);
        p.OutputChannels = p.InputChannels;
        (p.InputOffset, p.OutputOffset) = (s.Next(-127, 128), s.Next(-128, 127));
        (p.ActivationMin, p.ActivationMax) = (s.Next(0, 1) == 0 ? -128 : s.Next(-127, 0), s.Next(0, 1) == 0 ? 127 : s.Next(1, 126));
        (p.Batches, p.InputHeight, p.InputWidth) = (g.Batches, g.Height, g.Width);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) = (g.FilterHeight, g.FilterWidth, g.OutputHeight, g.OutputWidth);
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (g.StrideHeight, g.StrideWidth, g.PadTop, g.PadLeft);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        int taps = p.FilterHeight * p.FilterWidth;
        sbyte[] weights = s.Bytes(p.OutputChannels * taps, -127, 127);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000), multipliers = s.Ints(p.OutputChannels, 1 << 30, int.MaxValue);
        int[] shifts = s.Ints(p.OutputChannels, -11, 0);
        sbyte[] expected = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels), actual = Sampler.Empty<sbyte>(expected.Length - At);
        DepthwiseConv2D.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, expected, At, in p);

        int[] constants = Sampler.Empty<int>(DspPacking.ConstantsLength(p.OutputChannels));
        for (int channel = 0; channel < p.OutputChannels; channel++)
        {
            Assert.True(DspPacking.Constants(
                bias[At + channel], 255 * 127 * taps, multipliers[At + channel], shifts[At + channel], p.OutputOffset, constants, At + (4 * channel)));
        }

        DepthwiseConv2DDsp.Int8(input, At, weights, At, constants, At, actual, At, in p);
        Assert.Equal(expected, actual);
    });
}
