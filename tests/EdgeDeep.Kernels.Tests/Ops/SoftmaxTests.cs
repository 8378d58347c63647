namespace EdgeDeep.Kernels.Tests.Ops;

public class SoftmaxTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xAA1756E8231661F7UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_softmax() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void One_dominant_value_saturates()
    {
        SoftmaxParameters p = default;
        (p.Rows, p.Depth, p.InputMultiplier, p.InputLeftShift, p.DiffMin) = (1, 3, 1 << 30, 27, -15);
        sbyte[] output = new sbyte[3];
        Softmax.Int8([127, -128, -128], 0, output, 0, in p);
        Assert.Equal<sbyte>([127, -128, -128], output);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        SoftmaxParameters p = default;
        p.Rows = s.Next(1, 3);
        p.Depth = s.Next(1, 20);
        p.InputMultiplier = s.Multiplier();
        p.InputLeftShift = s.Next(19, 27);
        p.DiffMin = -(int)((31L << 26) >> p.InputLeftShift);
        sbyte[] input = s.Bytes(p.Rows * p.Depth);
        sbyte[] output = Sampler.Empty<sbyte>(p.Rows * p.Depth);
        Softmax.Int8(input, At, output, At, in p);

        // The multiplier brings differences to 26 fractional bits.
        double scale = Scale.Of(p.InputMultiplier, p.InputLeftShift) / (1 << 26);
        real = new double[p.Rows * p.Depth];
        for (int row = 0; row < p.Rows; row++)
        {
            double[] exponentials = [.. input.Skip(At + (row * p.Depth)).Take(p.Depth).Select(v => Math.Exp(v * scale))];
            for (int i = 0; i < p.Depth; i++)
            {
                real[(row * p.Depth) + i] = Scale.Limit((exponentials[i] / exponentials.Sum() * 256) - 128, -128, 127);
            }
        }

        return output;
    }
}
