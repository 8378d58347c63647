namespace EdgeDeep.Kernels.Tests.Ops;

public class LeakyReluTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xA3F6A2589920520FUL, Sampler.Run(400, s => s.Add(Run(s, out _))));

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
        LeakyReluParameters p = default;
        p.Size = 64;
        p.InputOffset = -s.Next(-128, 127);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-3, 3);
        bool negative = s.Next(0, 1) == 1;
        p.AlphaMultiplier = negative ? -s.Multiplier() : s.Multiplier();
        p.AlphaShift = s.Next(-6, 2);
        sbyte[] input = s.Bytes(64);
        sbyte[] output = Sampler.Empty<sbyte>(64);
        LeakyRelu.Int8(input, At, output, At, in p);
        double above = Scale.Of(p.Multiplier, p.Shift);
        double below = Scale.Of(p.AlphaMultiplier, p.AlphaShift);
        real = [.. input.Skip(At).Select(v => v + p.InputOffset)
            .Select(x => Scale.Limit((x * (x >= 0 ? above : below)) + p.OutputOffset, -128, 127))];
        return output;
    }
}
