namespace EdgeDeep.Kernels.Tests.Ops;

public class PReluTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xF61A512DEE04D9A6UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_result() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        BroadcastCase c = BroadcastCase.Draw(s);
        PReluParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) =
            (c.A[0], c.A[1], c.A[2], c.A[3], c.A[4]);
        (p.AlphaDim0, p.AlphaDim1, p.AlphaDim2, p.AlphaDim3, p.AlphaDim4) =
            (c.B[0], c.B[1], c.B[2], c.B[3], c.B[4]);
        p.InputOffset = s.Next(-127, 128);
        p.AlphaOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-4, 2);
        p.AlphaMultiplier = s.Multiplier();
        p.AlphaShift = s.Next(-10, -4);
        sbyte[] a = s.Bytes(c.SizeA);
        sbyte[] b = s.Bytes(c.SizeB);
        sbyte[] output = Sampler.Empty<sbyte>(c.SizeOutput);
        PRelu.Int8(a, At, b, At, output, At, in p);
        real = new double[c.SizeOutput];
        for (int i = 0; i < real.Length; i++)
        {
            int valueA = a[At + c.IndexIn(c.A, i)];
            int valueB = b[At + c.IndexIn(c.B, i)];
            double value = valueA + p.InputOffset;
            value *= value >= 0
                ? Scale.Of(p.Multiplier, p.Shift)
                : (valueB + p.AlphaOffset) * Scale.Of(p.AlphaMultiplier, p.AlphaShift);
            real[i] = Scale.Limit(value + p.OutputOffset, -128, 127);
        }

        return output;
    }
}
