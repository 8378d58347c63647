namespace EdgeDeep.Kernels.Tests.Ops;

public class SumTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x7AC137044474D77AUL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_sum() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

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
        Sum.Int8(input, At, output, At, new int[At + groups.Count], At, in p);
        real = [.. groups.Values.Select(group => Scale.Limit(
            (group.Sum(v => v + p.InputOffset) * Scale.Of(p.Multiplier, p.Shift)) + p.OutputOffset, -128, 127))];
        return output;
    }
}
