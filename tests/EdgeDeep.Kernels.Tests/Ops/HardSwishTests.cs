namespace EdgeDeep.Kernels.Tests.Ops;

public class HardSwishTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xFA668C68B00FF013UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_close_to_the_real_function() => Sampler.Check(s =>
    {
        double inputScale = s.Next(5, 100) / 1000.0;
        double outputScale = Math.Max(inputScale, 0.01) * s.Next(100, 150) / 100;
        HardSwishParameters p = default;
        p.Size = 64;
        p.InputOffset = -s.Next(-128, 127);
        p.OutputOffset = s.Next(-128, 127);
        (p.OutputMultiplier, p.OutputExponent) = Sixteen(inputScale / 128 / outputScale);
        (p.ReluishMultiplier, p.ReluishExponent) = Sixteen(inputScale / 128 / (3.0 / 32768));
        sbyte[] input = s.Bytes(64);
        sbyte[] output = Sampler.Empty<sbyte>(64);
        HardSwish.Int8(input, At, output, At, in p);
        for (int i = 0; i < 64; i++)
        {
            double x = (input[At + i] + p.InputOffset) * inputScale;
            double y = x * Math.Clamp(x + 3, 0, 6) / 6;
            Assert.Equal(Scale.Limit((y / outputScale) + p.OutputOffset, -128, 127), output[At + i], 1.0);
        }
    });

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        HardSwishParameters p = default;
        p.Size = 64;
        p.InputOffset = -s.Next(-128, 127);
        p.OutputOffset = s.Next(-128, 127);
        p.OutputMultiplier = s.Next(1 << 14, 32767);
        p.OutputExponent = s.Next(-9, 0);
        p.ReluishMultiplier = s.Next(1 << 14, 32767);
        p.ReluishExponent = s.Next(-6, 8);
        sbyte[] input = s.Bytes(64);
        sbyte[] output = Sampler.Empty<sbyte>(64);
        HardSwish.Int8(input, At, output, At, in p);
        real = [];
        return output;
    }

    private static (int Multiplier, int Exponent) Sixteen(double scale)
    {
        (int multiplier, int shift) = Scale.Quantize(scale);
        return (Math.Min((multiplier + (1 << 15)) >> 16, 32767), shift);
    }
}
