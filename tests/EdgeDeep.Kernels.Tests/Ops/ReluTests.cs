namespace EdgeDeep.Kernels.Tests.Ops;

public class ReluTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Is_within_one_of_the_real_function() => Sampler.Check(s =>
    {
        ReluParameters p = default;
        p.Size = 64;
        p.InputOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-4, 3);
        p.ActivationMin = p.OutputOffset;
        p.ActivationMax = s.Next(p.OutputOffset, 127);
        sbyte[] input = s.Bytes(64);
        sbyte[] output = Sampler.Empty<sbyte>(64);
        Relu.Int8(input, At, output, At, in p);
        for (int i = 0; i < 64; i++)
        {
            double scaled = (input[At + i] + p.InputOffset) * Scale.Of(p.Multiplier, p.Shift);
            double real = Scale.Limit(scaled + p.OutputOffset, p.ActivationMin, p.ActivationMax);
            Assert.Equal(real, output[At + i], 1.0);
        }
    });

    [Fact]
    public void Equal_scales_only_limit()
    {
        ReluParameters p = default;
        (p.Size, p.Multiplier, p.Shift, p.InputOffset, p.OutputOffset) = (256, 1 << 30, 1, 7, -7);
        (p.ActivationMin, p.ActivationMax) = (-7, 60);
        sbyte[] values = [.. Enumerable.Range(-128, 256).Select(v => (sbyte)v)];
        Relu.Int8(values, 0, values, 0, in p);
        Assert.Equal(Enumerable.Range(-128, 256).Select(v => (sbyte)Math.Clamp(v, -7, 60)), values);
    }
}
