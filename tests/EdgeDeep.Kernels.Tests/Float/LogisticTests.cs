namespace EdgeDeep.Kernels.Tests.Float;

public class LogisticTests
{
    [Fact]
    public void Is_close_to_the_real_function() => Sampler.Check(s =>
    {
        Kernels.Float.LogisticParameters p = default;
        p.Size = 64;
        float[] input = s.Fill(64, -3000, 3000, v => v / 100f);
        float[] output = Sampler.Empty<float>(64);
        Kernels.Float.Logistic.Float32(input, Sampler.At, output, Sampler.At, in p);
        for (int i = Sampler.At; i < input.Length; i++)
        {
            double real = 1 / (1 + Math.Exp(-(double)input[i]));

            // Below -9 the kernel returns exp(x), as TensorFlow Lite Micro does: at most 1.3e-4 of the value away.
            Assert.Equal(real, output[i], Math.Max(1e-7, real * 2e-4));
        }
    });

    [Fact]
    public void Saturates_to_one()
    {
        Kernels.Float.LogisticParameters p = default;
        p.Size = 2;
        float[] values = [16.7f, 1000f];
        Kernels.Float.Logistic.Float32(values, 0, values, 0, in p);
        Assert.Equal([1f, 1f], values);
    }
}
