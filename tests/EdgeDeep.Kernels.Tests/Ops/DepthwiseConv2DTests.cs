namespace EdgeDeep.Kernels.Tests.Ops;

public class DepthwiseConv2DTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xA2BAAEAFE5656741UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_convolution() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void Published_vector_of_the_per_channel_test_with_multiplier_two()
    {
        // Input [1, 3, 2, 2], filter [1, 2, 2, 4], stride 1, no padding, depth multiplier 2.
        DepthwiseConv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (1, 3, 2, 2);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth, p.OutputChannels) = (2, 2, 2, 1, 4);
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth, p.DepthMultiplier) = (1, 1, 1, 1, 2);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] input = [1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12];
        sbyte[] weights = [1, 2, 3, 4, -9, 10, -11, 12, 5, 6, 7, 8, 13, -14, 15, -16];
        int[] ones = [1 << 30, 1 << 30, 1 << 30, 1 << 30];
        sbyte[] output = new sbyte[8];
        DepthwiseConv2D.Int8(input, 0, weights, 0, [1, 2, 3, 4], 0, ones, 0, [1, 1, 1, 1], 0, output, 0, in p);
        Assert.Equal<sbyte>([71, -34, 99, -20, 91, -26, 127, -4], output);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        ConvolutionCase g = ConvolutionCase.Draw(s);
        DepthwiseConv2DParameters p = default;
        p.DilationHeight = s.Next(1, 3);
        p.DilationWidth = s.Next(1, 3);
        p.InputChannels = s.Next(1, 9);
        p.DepthMultiplier = s.Next(1, 3);
        p.OutputChannels = p.InputChannels * p.DepthMultiplier;
        p.InputOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        (p.Batches, p.InputHeight, p.InputWidth) = (g.Batches, g.Height, g.Width);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) =
            (g.FilterHeight, g.FilterWidth, g.OutputHeight, g.OutputWidth);
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (g.StrideHeight, g.StrideWidth, g.PadTop, g.PadLeft);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        sbyte[] weights = s.Bytes(p.FilterHeight * p.FilterWidth * p.OutputChannels, -127, 127);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000);
        int[] multipliers = s.Ints(p.OutputChannels, 1 << 30, int.MaxValue);
        int[] shifts = s.Ints(p.OutputChannels, -11, -4);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
        DepthwiseConv2D.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, output, At, in p);
        real = Real(input, weights, bias, multipliers, shifts, p);
        return output;
    }

    /// <summary>The definition, tap by tap, in real numbers.</summary>
    private static double[] Real(
        sbyte[] input, sbyte[] weights, int[] bias, int[] multipliers, int[] shifts, DepthwiseConv2DParameters p)
    {
        List<double> result = [];
        for (int n = 0; n < p.Batches; n++)
            for (int y = 0; y < p.OutputHeight; y++)
                for (int x = 0; x < p.OutputWidth; x++)
                    for (int o = 0; o < p.OutputChannels; o++)
                    {
                        double sum = bias[At + o];
                        for (int fy = 0; fy < p.FilterHeight; fy++)
                            for (int fx = 0; fx < p.FilterWidth; fx++)
                            {
                                int iy = (y * p.StrideHeight) - p.PadTop + (fy * p.DilationHeight);
                                int ix = (x * p.StrideWidth) - p.PadLeft + (fx * p.DilationWidth);
                                if (iy < 0 || iy >= p.InputHeight || ix < 0 || ix >= p.InputWidth)
                                {
                                    continue;
                                }

                                int at = (((((n * p.InputHeight) + iy) * p.InputWidth) + ix) * p.InputChannels) + (o / p.DepthMultiplier);
                                int k = (((fy * p.FilterWidth) + fx) * p.OutputChannels) + o;
                                sum += weights[At + k] * (double)(input[At + at] + p.InputOffset);
                            }

                        double scaled = sum * Scale.Of(multipliers[At + o], shifts[At + o]);
                        result.Add(Scale.Limit(scaled + p.OutputOffset, p.ActivationMin, p.ActivationMax));
                    }

        return [.. result];
    }
}
