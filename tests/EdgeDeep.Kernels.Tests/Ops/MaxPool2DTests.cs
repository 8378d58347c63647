namespace EdgeDeep.Kernels.Tests.Ops;

public class MaxPool2DTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xCD5649226936965FUL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_the_maximum_of_the_values_inside() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 0.0);
        }
    });

    [Fact]
    public void Padding_never_wins()
    {
        Pool2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (1, 1, 1, 1);
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) = (3, 3, 1, 1);
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (1, 1, 1, 1);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] output = new sbyte[1];
        MaxPool2D.Int8([-77], 0, output, 0, in p);
        Assert.Equal(-77, output[0]);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        ConvolutionCase g = ConvolutionCase.Draw(s);
        Pool2DParameters p = default;
        p.InputChannels = s.Next(1, 5);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        (p.Batches, p.InputHeight, p.InputWidth) = (g.Batches, g.Height, g.Width);
        (p.FilterHeight, p.FilterWidth) = (g.FilterHeight, g.FilterWidth);
        (p.StrideHeight, p.StrideWidth) = (g.StrideHeight, g.StrideWidth);

        // Every window holds a value: padding below the filter size, last window inside the input.
        p.PadTop = g.PadTop % p.FilterHeight;
        p.PadLeft = g.PadLeft % p.FilterWidth;
        p.OutputHeight = ((p.InputHeight - 1 + p.PadTop) / p.StrideHeight) + 1;
        p.OutputWidth = ((p.InputWidth - 1 + p.PadLeft) / p.StrideWidth) + 1;
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.InputChannels);
        MaxPool2D.Int8(input, At, output, At, in p);

        List<double> result = [];
        for (int i = 0; i < output.Length - At; i++)
        {
            int channel = i % p.InputChannels;
            int x = i / p.InputChannels % p.OutputWidth;
            int y = i / p.InputChannels / p.OutputWidth % p.OutputHeight;
            int image = i / p.InputChannels / p.OutputWidth / p.OutputHeight * p.InputHeight;
            List<double> window = [];
            for (int tap = 0; tap < p.FilterHeight * p.FilterWidth; tap++)
            {
                int row = (y * p.StrideHeight) - p.PadTop + (tap / p.FilterWidth);
                int column = (x * p.StrideWidth) - p.PadLeft + (tap % p.FilterWidth);
                if (row >= 0 && row < p.InputHeight && column >= 0 && column < p.InputWidth)
                {
                    window.Add(input[At + ((((image + row) * p.InputWidth) + column) * p.InputChannels) + channel]);
                }
            }

            result.Add(Math.Clamp(window.Max(), p.ActivationMin, p.ActivationMax));
        }

        real = [.. result];
        return output;
    }
}
