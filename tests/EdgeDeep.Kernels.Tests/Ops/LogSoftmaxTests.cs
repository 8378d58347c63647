namespace EdgeDeep.Kernels.Tests.Ops;

public class LogSoftmaxTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x1D8A0974E8EE82F9UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_logarithm() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        LogSoftmaxParameters p = default;
        p.Rows = s.Next(1, 3);
        p.Depth = s.Next(1, 20);
        p.InputMultiplier = s.Multiplier();
        p.InputLeftShift = s.Next(19, 27);
        p.DiffMin = -(int)((31L << 26) >> p.InputLeftShift);
        double reverse = (double)(1L << (31 - p.InputLeftShift)) / p.InputMultiplier;
        int exponent = Math.ILogB(reverse) + 1;
        (p.ReverseMultiplier, p.ReverseShift) = ((int)Math.Round(Math.ScaleB(reverse, 31 - exponent)), exponent);
        sbyte[] input = s.Bytes(p.Rows * p.Depth);
        sbyte[] output = Sampler.Empty<sbyte>(p.Rows * p.Depth);
        LogSoftmax.Int8(input, At, output, At, in p);

        double scale = Scale.Of(p.InputMultiplier, p.InputLeftShift) / (1 << 26);
        real = new double[p.Rows * p.Depth];
        for (int row = 0; row < p.Rows; row++)
        {
            double[] values = [.. input.Skip(At + (row * p.Depth)).Take(p.Depth).Select(v => v * scale)];
            double max = values.Max(), log = max + Math.Log(values.Sum(v => Math.Exp(v - max)));
            for (int i = 0; i < p.Depth; i++)
            {
                real[(row * p.Depth) + i] = Scale.Limit(((values[i] - log) * 16) + 127, -128, 127);
            }
        }

        return output;
    }
}
