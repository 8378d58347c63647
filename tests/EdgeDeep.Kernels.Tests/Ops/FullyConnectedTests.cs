namespace EdgeDeep.Kernels.Tests.Ops;

public class FullyConnectedTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x87E65A66D1EF4921UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_product() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void Channels_have_their_own_scales()
    {
        FullyConnectedParameters p = default;
        (p.Batches, p.InputChannels, p.OutputChannels) = (1, 5, 2);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] output = new sbyte[2];
        FullyConnected.Int8(
            [1, 2, 3, 4, 5], 0, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0, [1, 1], 0, [1 << 30, 1 << 30], 0, [1, 2], 0,
            output, 0, in p);
        Assert.Equal<sbyte>([16, 32], output);
    }

    [Fact]
    public void Published_vector_of_the_simple_test()
    {
        // Two batches of ten inputs, three units with the weights 1..10 each, biases 1, 2, 3.
        FullyConnectedParameters p = default;
        (p.Batches, p.InputChannels, p.OutputChannels) = (2, 10, 3);
        (p.ActivationMin, p.ActivationMax) = (-128, 127);
        sbyte[] input = [1, 2, 3, 4, 5, 6, 7, 8, -9, -10, 1, 2, 3, 4, 5, 6, 7, -8, 9, -10];
        sbyte[] row = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        sbyte[] output = new sbyte[6];
        int[] ones = [1 << 30, 1 << 30, 1 << 30];
        FullyConnected.Int8(
            input, 0, [.. row, .. row, .. row], 0, [1, 2, 3], 0, ones, 0, [1, 1, 1], 0, output, 0, in p);
        Assert.Equal<sbyte>([24, 25, 26, 58, 59, 60], output);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        FullyConnectedParameters p = default;
        p.Batches = s.Next(1, 3);
        p.InputChannels = s.Next(1, 40);
        p.OutputChannels = s.Next(1, 9);
        p.InputOffset = s.Next(-127, 128);
        p.WeightsOffset = s.Next(-20, 20);
        p.OutputOffset = s.Next(-128, 127);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        int multiplier = s.Multiplier();
        int shift = s.Next(-12, -4);
        sbyte[] input = s.Bytes(p.Batches * p.InputChannels);
        sbyte[] weights = s.Bytes(p.OutputChannels * p.InputChannels);
        int[] bias = s.Ints(p.OutputChannels, -4000, 4000);
        int[] multipliers = [.. Enumerable.Repeat(multiplier, At + p.OutputChannels)];
        int[] shifts = [.. Enumerable.Repeat(shift, At + p.OutputChannels)];
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputChannels);
        FullyConnected.Int8(input, At, weights, At, bias, At, multipliers, At, shifts, At, output, At, in p);

        real = new double[p.Batches * p.OutputChannels];
        for (int i = 0; i < real.Length; i++)
        {
            (int batch, int channel) = (i / p.OutputChannels, i % p.OutputChannels);
            double sum = bias[At + channel];
            for (int k = 0; k < p.InputChannels; k++)
            {
                sum += (input[At + (batch * p.InputChannels) + k] + p.InputOffset)
                    * (double)(weights[At + (channel * p.InputChannels) + k] + p.WeightsOffset);
            }

            real[i] = Scale.Limit(
                (sum * Scale.Of(multiplier, shift)) + p.OutputOffset, p.ActivationMin, p.ActivationMax);
        }

        return output;
    }
}
