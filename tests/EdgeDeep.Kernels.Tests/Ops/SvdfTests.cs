namespace EdgeDeep.Kernels.Tests.Ops;

public class SvdfTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Int8_is_within_one_of_the_real_recurrence() => Sampler.Check(s =>
    {
        SvdfParameters p = Draw(s, s.Next(-20, 20));
        sbyte[] featureWeights = s.Bytes(p.Filters * p.InputChannels, -127, 127);
        sbyte[] timeWeights = s.Fill(p.Filters * p.MemorySize, -100, 100, v => (sbyte)v);
        int[] bias = s.Ints(p.Filters / p.Rank, -1000, 1000);
        sbyte[] state = s.Fill(p.Batches * p.Filters * p.MemorySize, -100, 100, v => (sbyte)v);
        for (int step = 0; step < 3; step++)
        {
            sbyte[] old = [.. state];
            sbyte[] input = s.Bytes(p.Batches * p.InputChannels);
            sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.Filters / p.Rank);
            Svdf.Int8(input, At, featureWeights, At, timeWeights, At, bias, At, state, At, output, At, in p);
            for (int i = 0; i < output.Length - At; i++)
            {
                (int batch, int unit) = (i / (p.Filters / p.Rank), i % (p.Filters / p.Rank));
                double sum = bias[At + unit];
                for (int filter = unit * p.Rank; filter < (unit + 1) * p.Rank; filter++)
                {
                    int memory = At + (((batch * p.Filters) + filter) * p.MemorySize);
                    Assert.Equal(old.Skip(memory + 1).Take(p.MemorySize - 1), state.Skip(memory).Take(p.MemorySize - 1));
                    double feature = Enumerable.Range(0, p.InputChannels).Sum(k =>
                        featureWeights[At + (filter * p.InputChannels) + k]
                        * (double)(input[At + (batch * p.InputChannels) + k] + p.InputOffset));
                    feature *= Scale.Of(p.FeatureMultiplier, p.FeatureShift);
                    Assert.Equal(feature + p.StateOffset, state[memory + p.MemorySize - 1], 1.0);
                    sum += Enumerable.Range(0, p.MemorySize).Sum(k =>
                        timeWeights[At + (filter * p.MemorySize) + k] * (double)(state[memory + k] - p.StateOffset));
                }

                double scaled = sum * Scale.Of(p.Multiplier, p.Shift);
                Assert.Equal(Scale.Limit(scaled + p.OutputOffset, -128, 127), output[At + i], 1.0);
            }
        }
    });

    [Fact]
    public void Int8State16_is_within_one_of_the_real_recurrence() => Sampler.Check(s =>
    {
        SvdfParameters p = Draw(s, 0);
        sbyte[] featureWeights = s.Bytes(p.Filters * p.InputChannels, -127, 127);
        short[] timeWeights = s.Fill(p.Filters * p.MemorySize, -100, 100, v => (short)v);
        int[] bias = s.Ints(p.Filters / p.Rank, -1000, 1000);
        short[] state = s.Fill(p.Batches * p.Filters * p.MemorySize, -100, 100, v => (short)v);
        for (int step = 0; step < 3; step++)
        {
            short[] old = [.. state];
            sbyte[] input = s.Bytes(p.Batches * p.InputChannels);
            sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.Filters / p.Rank);
            Svdf.Int8State16(input, At, featureWeights, At, timeWeights, At, bias, At, state, At, output, At, in p);
            for (int i = 0; i < output.Length - At; i++)
            {
                (int batch, int unit) = (i / (p.Filters / p.Rank), i % (p.Filters / p.Rank));
                double sum = bias[At + unit];
                for (int filter = unit * p.Rank; filter < (unit + 1) * p.Rank; filter++)
                {
                    int memory = At + (((batch * p.Filters) + filter) * p.MemorySize);
                    Assert.Equal(old.Skip(memory + 1).Take(p.MemorySize - 1), state.Skip(memory).Take(p.MemorySize - 1));
                    double feature = Enumerable.Range(0, p.InputChannels).Sum(k =>
                        featureWeights[At + (filter * p.InputChannels) + k]
                        * (double)(input[At + (batch * p.InputChannels) + k] + p.InputOffset));
                    feature *= Scale.Of(p.FeatureMultiplier, p.FeatureShift);
                    Assert.Equal(feature + p.StateOffset, state[memory + p.MemorySize - 1], 1.0);
                    sum += Enumerable.Range(0, p.MemorySize).Sum(k =>
                        timeWeights[At + (filter * p.MemorySize) + k] * (double)(state[memory + k] - p.StateOffset));
                }

                double scaled = sum * Scale.Of(p.Multiplier, p.Shift);
                Assert.Equal(Scale.Limit(scaled + p.OutputOffset, -128, 127), output[At + i], 1.0);
            }
        }
    });

    [Fact]
    public void Features_are_limited_to_the_state_type()
    {
        SvdfParameters p = default;
        (p.Batches, p.InputChannels, p.Filters, p.Rank, p.MemorySize) = (1, 1, 1, 1, 1);
        (p.FeatureMultiplier, p.FeatureShift, p.Multiplier, p.Shift) = (1 << 30, 1, 1 << 30, 1);
        sbyte[] state = [0];
        sbyte[] output = new sbyte[1];
        Svdf.Int8([127], 0, [127], 0, [1], 0, [0], 0, state, 0, output, 0, in p);
        Assert.Equal(127, state[0]);
        Assert.Equal(127, output[0]);
    }

    /// <summary>Feature scales small enough that no feature saturates.</summary>
    private static SvdfParameters Draw(Sampler s, int stateOffset)
    {
        SvdfParameters p = default;
        p.Batches = s.Next(1, 2);
        p.InputChannels = s.Next(1, 8);
        p.Rank = s.Next(1, 3);
        p.Filters = p.Rank * s.Next(1, 4);
        p.MemorySize = s.Next(1, 5);
        p.InputOffset = s.Next(-127, 128);
        p.StateOffset = stateOffset;
        p.OutputOffset = s.Next(-128, 127);
        p.FeatureMultiplier = s.Multiplier();
        p.FeatureShift = -12;
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-12, -6);
        return p;
    }
}
