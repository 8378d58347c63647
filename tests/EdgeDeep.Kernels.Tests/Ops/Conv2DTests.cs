namespace EdgeDeep.Kernels.Tests.Ops;

public class Conv2DTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x9029AE66C827C527UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

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
    public void Published_vector_of_the_quantized_per_channel_test()
    {
        // Input 1 1 1 1 / 2 2 2 2 and 1 2 3 4 / 1 2 3 4, three 2x2 filters, stride 2; scales 0.5, 0.5, 1 with exact results.
        Conv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (2, 2, 4, 1);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth, p.OutputChannels) = (2, 2, 1, 2, 3);
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth, p.Groups) = (2, 2, 1, 1, 1);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] input = [1, 1, 1, 1, 2, 2, 2, 2, 1, 2, 3, 4, 1, 2, 3, 4];
        sbyte[] weights = [1, 2, 3, 4, -1, 1, -1, 1, -1, -1, 1, 1];
        sbyte[] output = new sbyte[12];
        Conv2D.Int8(
            input, 0, weights, 0, [1, 2, 3], 0, [1 << 30, 1 << 30, 1 << 30], 0, [1, 1, 1], 0, output, 0, in p);
        Assert.Equal<sbyte>([18, 2, 5, 18, 2, 5, 17, 4, 3, 37, 4, 3], output);
    }

    [Fact]
    public void Windows_outside_the_input_give_the_bias()
    {
        Conv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (1, 1, 1, 1);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth, p.OutputChannels) = (1, 1, 3, 3, 1);
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth, p.Groups) = (2, 2, 1, 1, 1);
        (p.PadTop, p.PadLeft, p.InputOffset, p.ActivationMin, p.ActivationMax) = (2, 2, 100, -128, 127);
        sbyte[] output = new sbyte[9];
        Conv2D.Int8([0], 0, [1], 0, [7], 0, [1 << 30], 0, [1], 0, output, 0, in p);
        Assert.Equal<sbyte>([7, 7, 7, 7, 107, 7, 7, 7, 7], output);
    }

    [Fact]
    public void Results_saturate_at_the_activation_limits()
    {
        Conv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (1, 1, 2, 1);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth, p.OutputChannels) = (1, 1, 1, 2, 1);
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth, p.Groups) = (1, 1, 1, 1, 1);
        (p.ActivationMin, p.ActivationMax) = (-100, 90);
        sbyte[] output = new sbyte[2];
        Conv2D.Int8([127, -128], 0, [127], 0, [0], 0, [1 << 30], 0, [1], 0, output, 0, in p);
        Assert.Equal<sbyte>([90, -100], output);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        ConvolutionCase g = ConvolutionCase.Draw(s);
        Conv2DParameters p = default;
        p.DilationHeight = s.Next(1, 3);
        p.DilationWidth = s.Next(1, 3);
        p.Groups = s.Next(1, 3);
        p.InputChannels = p.Groups * s.Next(1, 5);
        p.OutputChannels = p.Groups * s.Next(1, 6);
        p.InputOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        (p.Batches, p.InputHeight, p.InputWidth) = (g.Batches, g.Height, g.Width);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) =
            (g.FilterHeight, g.FilterWidth, g.OutputHeight, g.OutputWidth);
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (g.StrideHeight, g.StrideWidth, g.PadTop, g.PadLeft);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        sbyte[] weights = s.Bytes(p.OutputChannels * p.FilterHeight * p.FilterWidth * p.InputChannels / p.Groups, -127, 127);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000);
        int[] multipliers = s.Ints(p.OutputChannels, 1 << 30, int.MaxValue);
        int[] shifts = s.Ints(p.OutputChannels, -11, -4);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
        Conv2D.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, output, At, in p);
        real = Real(input, weights, bias, multipliers, shifts, p);
        return output;
    }

    /// <summary>The definition, tap by tap, in real numbers.</summary>
    private static double[] Real(
        sbyte[] input, sbyte[] weights, int[] bias, int[] multipliers, int[] shifts, Conv2DParameters p)
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

                                int inputs = p.InputChannels / p.Groups;
                                int group = o / (p.OutputChannels / p.Groups);
                                for (int i = 0; i < inputs; i++)
                                {
                                    int at = (((((n * p.InputHeight) + iy) * p.InputWidth) + ix) * p.InputChannels) + (group * inputs) + i;
                                    int k = ((((o * p.FilterHeight) + fy) * p.FilterWidth) + fx) * inputs;
                                    sum += weights[At + k + i] * (double)(input[At + at] + p.InputOffset);
                                }
                            }

                        double scaled = sum * Scale.Of(multipliers[At + o], shifts[At + o]);
                        result.Add(Scale.Limit(scaled + p.OutputOffset, p.ActivationMin, p.ActivationMax));
                    }

        return [.. result];
    }
}
