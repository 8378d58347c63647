namespace EdgeDeep.Kernels.Tests.Float;

public class SoftmaxTests
{
    [Fact]
    public void Is_close_to_the_real_softmax() => Sampler.Check(s =>
    {
        float beta = s.Next(1, 300) / 100f;
        Kernels.Float.SoftmaxParameters p = default;
        (p.Rows, p.Depth, p.BetaBits) = (s.Next(1, 3), s.Next(1, 9), BitConverter.SingleToInt32Bits(beta));
        float[] input = s.Fill(p.Rows * p.Depth, -1000, 1000, v => v / 100f);
        float[] output = Sampler.Empty<float>(p.Rows * p.Depth);
        Kernels.Float.Softmax.Float32(input, Sampler.At, output, Sampler.At, in p);
        for (int row = 0; row < p.Rows; row++)
        {
            int at = Sampler.At + (row * p.Depth);
            double[] exponentials = [.. input.Skip(at).Take(p.Depth).Select(v => Math.Exp(v * (double)beta))];
            for (int i = 0; i < p.Depth; i++)
            {
                Assert.Equal(exponentials[i] / exponentials.Sum(), output[at + i], 1e-5);
            }
        }
    });

    [Fact]
    public void Published_vector()
    {
        Kernels.Float.SoftmaxParameters p = default;
        (p.Rows, p.Depth, p.BetaBits) = (2, 5, BitConverter.SingleToInt32Bits(1f));
        float[] values = [1f, 2f, 3f, 4f, 5f, -1f, -2f, -3f, -4f, -5f];
        Kernels.Float.Softmax.Float32(values, 0, values, 0, in p);
        float[] expected =
        [
            0.011656231f, 0.031684921f, 0.086128544f, 0.234121657f, 0.636408647f,
            0.636408647f, 0.234121657f, 0.086128544f, 0.031684921f, 0.011656231f,
        ];
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(expected[i], values[i], 1e-7f);
        }
    }
}
