namespace EdgeDeep.Kernels.Tests.Ops;

public class TanhTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xD1562EC01A9C636BUL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_function() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        LogisticParameters p = default;
        p.Size = 64;
        p.InputOffset = -s.Next(-128, 127);
        p.InputMultiplier = s.Multiplier();
        p.InputLeftShift = s.Next(18, 27);
        p.InputRangeRadius = (int)((15L << 27) >> p.InputLeftShift);
        sbyte[] input = s.Bytes(64);
        sbyte[] output = Sampler.Empty<sbyte>(64);
        Tanh.Int8(input, At, output, At, in p);

        // The multiplier brings inputs to 27 fractional bits.
        double scale = Scale.Of(p.InputMultiplier, p.InputLeftShift) / (1 << 27);
        real = [.. input.Skip(At).Select(v => (v + p.InputOffset) * scale).Select(x => Scale.Limit(128 * Math.Tanh(x), -128, 127))];
        return output;
    }
}
