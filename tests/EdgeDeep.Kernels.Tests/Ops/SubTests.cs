namespace EdgeDeep.Kernels.Tests.Ops;

public class SubTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x7E3680EEDF5AA2EAUL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_result() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void The_output_may_be_an_input()
    {
        AddParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (1, 1, 1, 1, 3);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (1, 1, 1, 1, 3);
        (p.LeftShift, p.Input1Multiplier, p.Input2Multiplier) = (20, 1 << 30, 1 << 30);
        (p.Multiplier, p.Shift, p.ActivationMin, p.ActivationMax) = (1 << 30, -18, -128, 127);
        sbyte[] values = [1, -20, 100];
        Sub.Int8(values, 0, [1, 2, 100], 0, values, 0, in p);
        Assert.Equal<sbyte>([0, -22, 0], values);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        BroadcastCase c = BroadcastCase.Draw(s);
        AddParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) =
            (c.A[0], c.A[1], c.A[2], c.A[3], c.A[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) =
            (c.B[0], c.B[1], c.B[2], c.B[3], c.B[4]);
        p.LeftShift = 20;
        p.Input1Offset = s.Next(-127, 128);
        p.Input1Multiplier = s.Multiplier();
        p.Input1Shift = s.Next(-4, 0);
        p.Input2Offset = s.Next(-127, 128);
        p.Input2Multiplier = s.Multiplier();
        p.Input2Shift = s.Next(-4, 0);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-20, -16);
        p.ActivationMin = s.Next(-128, 0);
        p.ActivationMax = s.Next(1, 127);
        sbyte[] a = s.Bytes(c.SizeA);
        sbyte[] b = s.Bytes(c.SizeB);
        sbyte[] output = Sampler.Empty<sbyte>(c.SizeOutput);
        Sub.Int8(a, At, b, At, output, At, in p);
        real = new double[c.SizeOutput];
        for (int i = 0; i < real.Length; i++)
        {
            int valueA = a[At + c.IndexIn(c.A, i)];
            int valueB = b[At + c.IndexIn(c.B, i)];
            double scaledA = (valueA + p.Input1Offset) * (double)(1 << 20) * Scale.Of(p.Input1Multiplier, p.Input1Shift);
            double scaledB = (valueB + p.Input2Offset) * (double)(1 << 20) * Scale.Of(p.Input2Multiplier, p.Input2Shift);
            double result = ((scaledA - scaledB) * Scale.Of(p.Multiplier, p.Shift)) + p.OutputOffset;
            real[i] = Scale.Limit(result, p.ActivationMin, p.ActivationMax);
        }

        return output;
    }
}
