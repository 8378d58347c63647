namespace EdgeDeep.Kernels.Tests.Ops;

public class MeanTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x1FD39A81D2A1D829UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_mean() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void A_tiny_scale_keeps_the_shift_in_range()
    {
        ReduceParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (1, 1, 1, 1, 64);
        (p.ReducedAxes, p.Multiplier, p.Shift, p.OutputOffset) = (16, int.MaxValue, -31, 5);
        sbyte[] output = new sbyte[1];
        Mean.Int8([.. Enumerable.Repeat<sbyte>(127, 64)], 0, output, 0, new int[1], 0, in p);
        Assert.Equal(5, output[0]);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        ReduceParameters p = default;
        p.ReducedAxes = s.Next(0, 31);
        int[] shape = [s.Next(1, 4), s.Next(1, 4), s.Next(1, 4), s.Next(1, 4), s.Next(1, 4)];
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) =
            (shape[0], shape[1], shape[2], shape[3], shape[4]);
        p.InputOffset = -s.Next(-128, 127);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-9, 2);
        sbyte[] input = s.Bytes(BroadcastCase.Size(shape));

        // Group the inputs by the coordinates that stay.
        SortedDictionary<int, List<int>> groups = [];
        for (int i = 0; i < input.Length - At; i++)
        {
            int rest = i;
            int key = 0;
            int stride = 1;
            for (int axis = 4; axis >= 0; axis--)
            {
                if ((p.ReducedAxes >> axis & 1) == 0)
                {
                    key += rest % shape[axis] * stride;
                    stride *= shape[axis];
                }

                rest /= shape[axis];
            }

            groups.TryAdd(key, []);
            groups[key].Add(input[At + i]);
        }

        sbyte[] output = Sampler.Empty<sbyte>(groups.Count);
        Mean.Int8(input, At, output, At, new int[At + groups.Count], At, in p);
        real = [.. groups.Values.Select(group => Scale.Limit(
            (group.Average(v => v + p.InputOffset) * Scale.Of(p.Multiplier, p.Shift)) + p.OutputOffset, -128, 127))];
        return output;
    }
}
