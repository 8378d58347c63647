namespace EdgeDeep.Kernels.Tests.Ops;

public class Conv2DDspTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Gives_the_bytes_of_the_portable_kernel() => Sampler.Check(s =>
    {
        ConvolutionCase g = ConvolutionCase.Draw(s);
        Conv2DParameters p = default;
        (p.DilationHeight, p.DilationWidth, p.Groups) = (s.Next(1, 2), s.Next(1, 2), 1);
        (p.InputChannels, p.OutputChannels) = (s.Next(1, 13), s.Next(1, 9));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(0, 1) * s.Next(-128, 0) - 128, 127);
        p.ActivationMin = Math.Max(-128, p.ActivationMin);
        (p.Batches, p.InputHeight, p.InputWidth) = (g.Batches, g.Height, g.Width);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) = (g.FilterHeight, g.FilterWidth, g.OutputHeight, g.OutputWidth);
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (g.StrideHeight, g.StrideWidth, g.PadTop, g.PadLeft);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        int taps = p.FilterHeight * p.FilterWidth * p.InputChannels;
        sbyte[] weights = s.Bytes(p.OutputChannels * taps, -127, 127);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000), multipliers = s.Ints(p.OutputChannels, 1 << 30, int.MaxValue);
        int[] shifts = s.Ints(p.OutputChannels, -11, 0);
        sbyte[] expected = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels), actual = Sampler.Empty<sbyte>(expected.Length - At);
        Conv2D.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, expected, At, in p);

        int[] packed = Sampler.Empty<int>(DspPacking.WeightsLength(in p)), columns = s.Ints(DspPacking.ColumnsLength(in p), int.MinValue, int.MaxValue);
        int[] constants = Sampler.Empty<int>(DspPacking.ConstantsLength(p.OutputChannels));
        DspPacking.Weights(weights, At, packed, At, in p);
        for (int channel = 0; channel < p.OutputChannels; channel++)
        {
            int sum = weights.Skip(At + (channel * taps)).Take(taps).Sum(w => w);
            int folded = bias[At + channel] + (sum * p.InputOffset);
            Assert.True(DspPacking.Constants(folded, 128 * 127 * taps, multipliers[At + channel], shifts[At + channel], p.OutputOffset, constants, At + (4 * channel)));
        }

        Conv2DDsp.Int8(input, At, packed, At, constants, At, actual, At, columns, At, in p);
        Assert.Equal(expected, actual);
        Assert.Equal([0, 0, 0], columns[..At]);
    });

    [Fact]
    public void Two_filters_with_the_largest_weights_do_not_disturb_each_other()
    {
        // 508 products of 127 and 127 or -128 are nearly 2^23.
        Conv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels, p.FilterHeight, p.FilterWidth) = (1, 1, 5, 508, 1, 1);
        (p.OutputHeight, p.OutputWidth, p.OutputChannels, p.Groups) = (1, 5, 4, 1);
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth) = (1, 1, 1, 1);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] input = [.. Enumerable.Range(0, 5 * 508).Select(i => (sbyte)(i < 2 * 508 ? -128 : 127))];
        sbyte[] weights = [.. Enumerable.Range(0, 4 * 508).Select(i => (sbyte)(i / 508 is 0 or 3 ? 127 : -127))];
        int[] multipliers = [1 << 30, 1 << 30, 1 << 30, 1 << 30], shifts = [-15, -15, -15, -15];
        sbyte[] expected = new sbyte[20], actual = new sbyte[20];
        Conv2D.Int8(input, 0, weights, 0, [1, 2, 3, 4], 0, multipliers, 0, shifts, 0, expected, 0, in p);
        int[] packed = new int[DspPacking.WeightsLength(in p)], constants = new int[16];
        DspPacking.Weights(weights, 0, packed, 0, in p);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(DspPacking.Constants(i + 1, 128 * 127 * 508, multipliers[i], shifts[i], 0, constants, 4 * i));
        }

        Conv2DDsp.Int8(input, 0, packed, 0, constants, 0, actual, 0, new int[DspPacking.ColumnsLength(in p)], 0, in p);
        Assert.Equal(expected, actual);
        Assert.NotEqual(0, actual[0]);
    }
}
