using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Perception.Tests.Motion;

/// <summary>Sensors of different rates in windows of one time.</summary>
public class SensorFusionTests
{
    private static SensorFusion Create() => new([new("motion", 2, 50), new("sound", 1, 10)], 1, 0.5, 0.25);

    [Fact]
    public void Each_sensor_is_brought_to_its_own_even_rate_at_the_same_time()
    {
        SensorFusion fusion = Create();
        Random random = new(1);
        List<double> starts = [];
        for (double time = 0; time < 6; time += 0.013)
        {
            double moment = time + (0.004 * random.NextDouble());
            fusion.Add(0, 100 + moment, [(float)moment, (float)(2 * moment)]);
            if ((int)(time / 0.091) != (int)((time - 0.013) / 0.091))
            {
                fusion.Add(1, 100 + moment, [(float)(-3 * moment)]);
            }

            while (fusion.TryNext(out FusedWindow window))
            {
                starts.Add(window.Start);
                double start = window.Start - 100;
                Assert.Equal([100, 10], window.Values.Select(values => values.Length));
                for (int i = 0; i < 50; i++)
                {
                    Assert.Equal(start + (i / 50.0), window.Values[0][2 * i], 1e-4);
                    Assert.Equal(2 * (start + (i / 50.0)), window.Values[0][(2 * i) + 1], 1e-4);
                }

                Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(-3 * (start + (i / 10.0)), window.Values[1][i], 1e-4));
            }
        }

        Assert.InRange(starts.Count, 9, 11);
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.Equal(0.5, pair.Second - pair.First, 1e-9));
        Assert.Equal((0, 0), (fusion.Gaps, fusion.Jumps));
    }

    [Fact]
    public void A_window_with_a_gap_is_left_out_and_counted()
    {
        SensorFusion fusion = Create();
        List<double> starts = [];
        for (int i = 0; i < 400; i++)
        {
            double time = i * 0.02;
            fusion.Add(0, time, [1, 2]);
            if (i % 5 == 0 && time is not (> 3 and < 3.8))
            {
                fusion.Add(1, time, [3]);
            }

            while (fusion.TryNext(out FusedWindow window))
            {
                starts.Add(Math.Round(window.Start, 6));
            }
        }

        Assert.DoesNotContain(starts, start => start is > 2.05 and < 3.75);
        Assert.Contains(2, starts);
        Assert.Contains(4, starts);
        Assert.Equal(3, fusion.Gaps);
        Assert.Equal(0, fusion.Jumps);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    [InlineData(double.NaN)]
    public void After_a_jump_of_a_clock_everything_begins_anew(double jump)
    {
        SensorFusion fusion = Create();
        double offset = 0;
        List<double> starts = [];
        for (int i = 0; i < 400; i++)
        {
            offset = i == 200 ? (double.IsNaN(jump) ? 0 : jump) : offset;
            fusion.Add(0, i == 200 && double.IsNaN(jump) ? jump : offset + (i * 0.02), [1, 2]);
            fusion.Add(1, offset + (i * 0.02), [3]);
            while (fusion.TryNext(out FusedWindow window))
            {
                starts.Add(window.Start);
            }
        }

        Assert.InRange(fusion.Jumps, 1, 2);
        Assert.Equal(0, fusion.Gaps);
        Assert.InRange(starts.Count, 10, 14);
        Assert.All(starts, start => Assert.True(double.IsFinite(start)));
    }

    [Fact]
    public void Memory_does_not_grow_while_one_sensor_is_silent_for_a_moment_and_wrong_values_are_refused()
    {
        SensorFusion fusion = Create();
        Assert.Throws<ArgumentException>(() => fusion.Add(0, 0, [1]));
        Assert.False(fusion.TryNext(out _));
        Assert.Throws<InputException>(() => new SensorFusion([], 1, 1, 1));
        Assert.Throws<InputException>(() => new SensorFusion([new("a", 0, 1)], 1, 1, 1));
        Assert.Throws<InputException>(() => new SensorFusion([new("a", 1, 1)], 1, 0, 1));
    }
}
