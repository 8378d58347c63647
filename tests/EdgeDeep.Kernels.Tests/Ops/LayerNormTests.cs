namespace EdgeDeep.Kernels.Tests.Ops;

public class LayerNormTests
{
    private const int At = Sampler.At;

    /// <summary>Before rounding the kernel is within a hundredth of a step, so at most one of the two neighbours is chosen.</summary>
    [Fact]
    public void Is_the_rounded_result_of_the_real_normalization() => Sampler.Check(
        s => Compare(s, s.Next(1, 200), s.Next(0, 127), 0.51), cases: 3000);

    [Fact]
    public void Rows_that_hardly_vary_are_normalized_as_well() => Sampler.Check(
        s => Compare(s, s.Next(1, 300), s.Next(0, 2), 0.51), cases: 3000);

    [Fact]
    public void Long_rows_do_not_overflow() => Sampler.Check(s => Compare(s, s.Next(30000, 32768), 127, 0.51), cases: 10);

    private static void Compare(Sampler s, int depth, int spread, double tolerance)
    {
        const double Epsilon = 1e-5;
        double inputScale = Math.Pow(10, s.Next(-400, 100) / 100.0), outputScale = Math.Pow(10, s.Next(-300, 0) / 100.0);
        int rows = s.Next(1, 3), center = s.Next(-128 + spread, 127 - spread);
        sbyte[] input = s.Bytes(rows * depth, center - spread, center + spread);
        double[] gamma = [.. s.Ints(depth, -3000, 3000).Skip(At).Select(value => value / 1000.0)];
        double[] beta = [.. s.Ints(depth, -2000, 2000).Skip(At).Select(value => value / 1000.0)];
        double largest = gamma.Concat(beta).Max(Math.Abs) / outputScale;
        LayerNormParameters p = default;
        p.Rows = rows;
        p.Depth = depth;
        p.FractionBits = largest == 0 ? 22 : Math.Min(22, (int)Math.Floor(22 - Math.Log2(largest)));
        double epsilon = Epsilon * depth * depth / (inputScale * inputScale) * 65536;
        p.EpsilonShift = Math.Max(0, (int)Math.Ceiling(Math.Log2(epsilon / int.MaxValue)));
        p.Epsilon = (int)Math.Round(epsilon / Math.Pow(2, p.EpsilonShift));
        p.OutputOffset = s.Next(-128, 127);
        int[] Stored(double[] reals) =>
            [0, 0, 0, .. reals.Select(value => (int)Math.Round(value / outputScale * Math.Pow(2, p.FractionBits)))];
        sbyte[] output = Sampler.Empty<sbyte>(rows * depth);
        LayerNorm.Int8(input, At, Stored(gamma), At, Stored(beta), At, output, At, in p);

        for (int row = 0; row < rows; row++)
        {
            double[] real = [.. input.Skip(At + (row * depth)).Take(depth).Select(value => value * inputScale)];
            double mean = real.Average(), deviation = Math.Sqrt(real.Average(value => (value - mean) * (value - mean)) + Epsilon);
            for (int i = 0; i < depth; i++)
            {
                double exact = (((real[i] - mean) / deviation * gamma[i]) + beta[i]) / outputScale;
                Assert.Equal(Math.Clamp(exact + p.OutputOffset, -128, 127), output[At + (row * depth) + i], tolerance);
            }
        }
    }
}
