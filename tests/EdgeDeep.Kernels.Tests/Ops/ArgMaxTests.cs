namespace EdgeDeep.Kernels.Tests.Ops;

public class ArgMaxTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Is_the_first_of_the_largest() => Sampler.Check(s =>
    {
        ArgMaxParameters p = default;
        p.OuterSize = s.Next(1, 4);
        p.AxisSize = s.Next(1, 6);
        p.InnerSize = s.Next(1, 4);
        sbyte[] input = s.Bytes(p.OuterSize * p.AxisSize * p.InnerSize, -2, 2);
        int[] output = Sampler.Empty<int>(p.OuterSize * p.InnerSize);
        ArgMax.Int8(input, At, output, At, in p);
        for (int i = 0; i < output.Length - At; i++)
        {
            (int outer, int inner) = (i / p.InnerSize, i % p.InnerSize);
            List<sbyte> line = [.. Enumerable.Range(0, p.AxisSize)
                .Select(k => input[At + (((outer * p.AxisSize) + k) * p.InnerSize) + inner])];
            Assert.Equal(line.IndexOf(line.Max()), output[At + i]);
        }
    });
}
