namespace EdgeDeep.Kernels.Tests.Ops;

public class GruTests
{
    private const int At = Sampler.At;

    /// <summary>
    /// One argument is off by 2^-12 at most, the gates by 2^-13 from their table, the output by half a step of 1/128; what is
    /// left is what the recurrence makes of it in six steps.
    /// </summary>
    [Fact]
    public void Follows_the_real_recurrence() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s);
        short[] hidden = new short[At + c.States];
        sbyte[] actual = c.Run(hidden, c.P);
        double[] real = c.Real();
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i] / 128.0, 0.0075);
        }

        for (int i = 0; i < c.States; i++)
        {
            int last = (((i / c.Units) + 1) * c.Steps * c.Units) - c.Units + (i % c.Units);
            Assert.Equal(real[last], hidden[At + i] / 32768.0, 0.003);
        }
    });

    [Fact]
    public void State_carries_a_sequence_from_call_to_call() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s) with { Batches = 1 };
        short[] hidden = new short[At + c.Units];
        sbyte[] whole = c.Run(new short[At + c.Units], c.P);
        GruParameters one = c.P;
        one.Steps = 1;
        for (int step = 0; step < c.Steps; step++)
        {
            sbyte[] part = c.Run(hidden, one, step * c.Inputs);
            Assert.Equal(whole.Skip(At + (step * c.Units)).Take(c.Units), part.Skip(At).Take(c.Units));
        }
    });

    [Fact]
    public void Order_of_steps_and_batches_is_only_a_layout() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s);
        sbyte[] expected = c.Run(new short[At + c.States], c.P);
        GruParameters major = c.P;
        major.TimeMajor = 1;
        Case turned = c with { Input = c.Turn(c.Input, c.Inputs) };
        Assert.Equal(c.Turn(expected, c.Units), turned.Run(new short[At + c.States], major));
    });

    /// <summary>Open update gates keep any state up to logistic(8) of it, closed ones replace it, at the ends of the range too.</summary>
    [Theory]
    [InlineData(short.MinValue)]
    [InlineData(short.MaxValue)]
    [InlineData(0)]
    public void The_update_gate_chooses_between_state_and_candidate(short state)
    {
        short[] kept = [state], replaced = [state];
        Gate(kept, 1 << 15);
        Gate(replaced, -(1 << 15));
        Assert.InRange(kept[0], state - 22, state + 22);
        Assert.InRange(replaced[0], 32700, short.MaxValue);
    }

    /// <summary>One unit without weights, update bias as given (in 2^-12) and a candidate of 1.</summary>
    private static void Gate(short[] hidden, int update)
    {
        GruParameters p = new() { Batches = 1, Steps = 1, InputChannels = 1, Units = 1, LinearBeforeReset = 1, OutputMultiplier = 1 << 30, OutputShift = -7 };
        int[] multipliers = [.. Enumerable.Repeat(1 << 30, 6)], shifts = [1, 1, 1, 1, 1, 1];
        Gru.Int8(
            [0], 0, [0, 0, 0], 0, [0, 0, 0], 0, [update, 0, 1 << 15], 0, [0, 0, 0], 0, multipliers, 0, shifts, 0, Case.Table, 0,
            new sbyte[1], 0, hidden, 0, new short[3], 0, in p);
    }

    /// <summary>Scales: data 1/64, weights 1/64, hidden state 2^-15, output 1/128; all zero points 0 but the data's.</summary>
    private sealed record Case(
        int Batches, int Steps, int Inputs, int Units, bool Linear, sbyte[] Input, sbyte[] Weights, sbyte[] Recurrent, int[] Bias, int[] RecurrentBias)
    {
        private const int DataZero = 3;

        public static readonly int[] Table = [.. Enumerable.Range(0, SigmoidTable.Size).Select(i => (int)Math.Min(65535, 65536 / (1 + Math.Exp(-i / 24.0))))];

        public int States => Batches * Units;

        public GruParameters P => new()
        {
            Batches = Batches,
            Steps = Steps,
            InputChannels = Inputs,
            Units = Units,
            LinearBeforeReset = Linear ? 1 : 0,
            InputOffset = -DataZero,
            OutputMultiplier = 1 << 30,
            OutputShift = -7,
        };

        public static Case Draw(Sampler s)
        {
            (int batches, int steps, int inputs, int units) = (s.Next(1, 3), s.Next(1, 6), s.Next(1, 5), s.Next(1, 6));
            return new Case(
                batches, steps, inputs, units, s.Next(0, 1) == 1, s.Bytes(batches * steps * inputs), s.Bytes(3 * units * inputs, -60, 60),
                s.Bytes(3 * units * units, -60, 60), s.Ints(3 * units, -3000, 3000), s.Ints(3 * units, -1000000, 1000000));
        }

        public sbyte[] Run(short[] hidden, GruParameters p, int skip = 0)
        {
            // 2^-12 is 1 in the multipliers' terms for data, 2^-9 for the hidden state.
            int[] multipliers = [.. Enumerable.Repeat(1 << 30, 6)], shifts = [1, 1, 1, -8, -8, -8];
            sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.Steps * Units);
            Gru.Int8(
                Input, At + skip, Weights, At, Recurrent, At, Bias, At, RecurrentBias, At, multipliers, 0, shifts, 0, Table, 0,
                output, At, hidden, At, new short[At + (3 * Units)], At, in p);
            return output;
        }

        /// <summary>Rows of a size, batch by batch, put step by step.</summary>
        public sbyte[] Turn(sbyte[] rows, int size)
        {
            sbyte[] result = new sbyte[rows.Length];
            for (int row = 0; row < Batches * Steps; row++)
            {
                Array.Copy(rows, At + (row * size), result, At + ((((row % Steps) * Batches) + (row / Steps)) * size), size);
            }

            return result;
        }

        public double[] Real()
        {
            double[] result = new double[Batches * Steps * Units];
            for (int b = 0; b < Batches; b++)
            {
                double[] h = new double[Units];
                for (int t = 0; t < Steps; t++)
                {
                    int step = (b * Steps) + t;
                    double[] before = h;
                    double[] z = Gate(0, step, before), r = Gate(1, step, before);
                    double[] reset = [.. before.Select((value, u) => value * r[u])];
                    double[] n = [.. Enumerable.Range(0, Units).Select(u => Math.Tanh(Limit(Data(2, u, step)
                        + (Linear ? r[u] * Limit(Past(2, u, before)) : Limit(Past(2, u, reset))))))];
                    h = [.. Enumerable.Range(0, Units).Select(u => ((1 - z[u]) * n[u]) + (z[u] * before[u]))];
                    h.CopyTo(result, step * Units);
                }
            }

            return result;
        }

        private static double Limit(double x) => Math.Clamp(x, -8, 8);

        private double[] Gate(int gate, int step, double[] hidden) =>
            [.. Enumerable.Range(0, Units).Select(u => 1 / (1 + Math.Exp(-Limit(Data(gate, u, step) + Limit(Past(gate, u, hidden))))))];

        private double Data(int gate, int unit, int step)
        {
            int row = (gate * Units) + unit;
            return Limit((Bias[At + row] / 4096.0) + Enumerable.Range(0, Inputs).Sum(
                i => Weights[At + (row * Inputs) + i] / 64.0 * (Input[At + (step * Inputs) + i] - DataZero) / 64.0));
        }

        private double Past(int gate, int unit, double[] hidden)
        {
            int row = (gate * Units) + unit;
            return (RecurrentBias[At + row] / 32768.0 / 64) + Enumerable.Range(0, Units).Sum(i => Recurrent[At + (row * Units) + i] / 64.0 * hidden[i]);
        }
    }
}
