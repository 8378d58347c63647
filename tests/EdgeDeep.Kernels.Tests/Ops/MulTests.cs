namespace EdgeDeep.Kernels.Tests.Ops;

public class MulTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xD37757B1016E3446UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

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
        MulParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) =
            (c.A[0], c.A[1], c.A[2], c.A[3], c.A[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) =
            (c.B[0], c.B[1], c.B[2], c.B[3], c.B[4]);
        p.Input1Offset = s.Next(-127, 128);
        p.Input2Offset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-10, -5);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        sbyte[] a = s.Bytes(c.SizeA);
        sbyte[] b = s.Bytes(c.SizeB);
        sbyte[] output = Sampler.Empty<sbyte>(c.SizeOutput);
        Mul.Int8(a, At, b, At, output, At, in p);
        real = new double[c.SizeOutput];
        for (int i = 0; i < real.Length; i++)
        {
            int valueA = a[At + c.IndexIn(c.A, i)];
            int valueB = b[At + c.IndexIn(c.B, i)];
            double product = (valueA + p.Input1Offset) * (double)(valueB + p.Input2Offset);
            double result = (product * Scale.Of(p.Multiplier, p.Shift)) + p.OutputOffset;
            real[i] = Scale.Limit(result, p.ActivationMin, p.ActivationMax);
        }

        return output;
    }
}
