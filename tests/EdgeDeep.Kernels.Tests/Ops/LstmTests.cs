namespace EdgeDeep.Kernels.Tests.Ops;

public class LstmTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Follows_the_real_recurrence() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s);
        sbyte[] hidden = new sbyte[At + c.States];
        short[] cell = new short[At + c.States];
        sbyte[] actual = c.Run(hidden, cell, c.P);
        double[] real = c.Real();
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i] / 128.0, 0.03);
        }
    });

    [Fact]
    public void State_carries_a_sequence_from_call_to_call() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s) with { Batches = 1 };
        sbyte[] hidden = new sbyte[At + c.Units], whole = c.Run(new sbyte[At + c.Units], new short[At + c.Units], c.P);
        short[] cell = new short[At + c.Units];
        LstmParameters one = c.P;
        one.Steps = 1;
        for (int step = 0; step < c.Steps; step++)
        {
            sbyte[] part = c.Run(hidden, cell, one, step * c.Inputs);
            Assert.Equal(whole.Skip(At + (step * c.Units)).Take(c.Units), part.Skip(At).Take(c.Units));
        }
    });

    [Fact]
    public void Order_of_steps_and_batches_is_only_a_layout() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s);
        sbyte[] expected = c.Run(new sbyte[At + c.States], new short[At + c.States], c.P);
        LstmParameters major = c.P;
        major.TimeMajor = 1;
        Case turned = c with { Input = c.Turn(c.Input, c.Inputs) };
        Assert.Equal(c.Turn(expected, c.Units), turned.Run(new sbyte[At + c.States], new short[At + c.States], major));
    });

    [Fact]
    public void The_cell_state_stays_within_its_bounds() => Sampler.Check(s =>
    {
        Case c = Case.Draw(s);
        LstmParameters p = c.P;
        (p.CellMin, p.CellMax) = (-500, 500);
        short[] cell = new short[At + c.States];
        c.Run(new sbyte[At + c.States], cell, p);
        Assert.All(cell, value => Assert.InRange(value, -500, 500));
    });

    /// <summary>Scales: data 1/64, weights 1/64, hidden state 1/128, cell state 1/4096; all zero points 0 but the data's.</summary>
    private sealed record Case(int Batches, int Steps, int Inputs, int Units, sbyte[] Input, sbyte[] Weights, sbyte[] Recurrent, int[] Bias)
    {
        private const int DataZero = 3;
        private static readonly int[] Table = [.. Enumerable.Range(0, SigmoidTable.Size).Select(i => (int)Math.Min(65535, 65536 / (1 + Math.Exp(-i / 24.0))))];

        public int States => Batches * Units;

        public LstmParameters P => new()
        {
            Batches = Batches,
            Steps = Steps,
            InputChannels = Inputs,
            Units = Units,
            InputOffset = -DataZero,
            ForgetMultiplier = 1 << 30,
            ForgetShift = -14,
            InputMultiplier = 1 << 30,
            InputShift = -17,
            HiddenMultiplier = 1 << 30,
            HiddenShift = -22,
            CellMultiplier = 3,
            CellMin = short.MinValue,
            CellMax = short.MaxValue,
        };

        public static Case Draw(Sampler s)
        {
            (int batches, int steps, int inputs, int units) = (s.Next(1, 3), s.Next(1, 6), s.Next(1, 5), s.Next(1, 6));
            return new Case(
                batches, steps, inputs, units, s.Bytes(batches * steps * inputs), s.Bytes(4 * units * inputs, -60, 60),
                s.Bytes(4 * units * units, -60, 60), s.Ints(4 * units, -3000, 3000));
        }

        public sbyte[] Run(sbyte[] hidden, short[] cell, LstmParameters p, int skip = 0)
        {
            // 2^-12 is 1 in the multipliers' terms for data, 1/2 for the hidden state.
            int[] multipliers = [.. Enumerable.Repeat(1 << 30, 8)], shifts = [1, 1, 1, 1, 0, 0, 0, 0];
            sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.Steps * Units);
            Lstm.Int8(
                Input, At + skip, Weights, At, Recurrent, At, Bias, At, multipliers, 0, shifts, 0, Table, 0,
                output, At, hidden, At, cell, At, new short[At + (4 * Units)], At, in p);
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
                double[] h = new double[Units], c = new double[Units];
                for (int t = 0; t < Steps; t++)
                {
                    double[] a = [.. Enumerable.Range(0, 4 * Units).Select(i => Argument(i, (b * Steps) + t, h))];
                    for (int u = 0; u < Units; u++)
                    {
                        c[u] = Math.Clamp((Logistic(a[Units + u]) * c[u]) + (Logistic(a[u]) * Math.Tanh(a[(2 * Units) + u])), -8, 8);
                    }

                    for (int u = 0; u < Units; u++)
                    {
                        h[u] = Logistic(a[(3 * Units) + u]) * Math.Tanh(c[u]);
                        result[(((b * Steps) + t) * Units) + u] = h[u];
                    }
                }
            }

            return result;
        }

        private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

        private double Argument(int row, int step, double[] hidden)
        {
            double sum = Bias[At + row] / 4096.0;
            for (int i = 0; i < Inputs; i++)
            {
                sum += Weights[At + (row * Inputs) + i] / 64.0 * (Input[At + (step * Inputs) + i] - DataZero) / 64.0;
            }

            double limited = Math.Clamp(sum, -8, 8);
            double recurrent = Enumerable.Range(0, Units).Sum(i => Recurrent[At + (row * Units) + i] / 64.0 * hidden[i]);
            return Math.Clamp(limited + recurrent, -8, 8);
        }
    }
}
