namespace EdgeDeep.Kernels.Tests.Ops;

public class MaximumTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Is_the_maximum() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 0.0);
        }
    });

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        BroadcastCase c = BroadcastCase.Draw(s);
        BroadcastParameters p = default;
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) =
            (c.A[0], c.A[1], c.A[2], c.A[3], c.A[4]);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) =
            (c.B[0], c.B[1], c.B[2], c.B[3], c.B[4]);

        sbyte[] a = s.Bytes(c.SizeA);
        sbyte[] b = s.Bytes(c.SizeB);
        sbyte[] output = Sampler.Empty<sbyte>(c.SizeOutput);
        Maximum.Int8(a, At, b, At, output, At, in p);
        real = new double[c.SizeOutput];
        for (int i = 0; i < real.Length; i++)
        {
            int valueA = a[At + c.IndexIn(c.A, i)];
            int valueB = b[At + c.IndexIn(c.B, i)];
            real[i] = Math.Max(valueA, valueB);
        }

        return output;
    }
}
