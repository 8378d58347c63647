namespace EdgeDeep.Kernels;

/// <summary>Long short-term memory over a sequence, without peepholes, projection or normalization.</summary>
/// <remarks>
/// Of each step and unit: cell = forget * cell + input * candidate, hidden = output * tanh(cell), where the gates input,
/// forget and output are logistic and the candidate is tanh of weights * data + recurrent weights * hidden + bias.
/// Hidden state and cell state last beyond the call. Gates have 15 fractional bits, their arguments 12; every product is
/// requantized with double rounding and every sum saturates to 16 bits.
/// Source of the arithmetic: TensorFlow Lite Micro, reference UNIDIRECTIONAL_SEQUENCE_LSTM, int8 with int16 cell state.
/// </remarks>
public static class Lstm
{
    private const int Gates = 4;
    private const int Candidate = 2;

    /// <summary>int8 in and out, int8 weights, int16 cell state.</summary>
    /// <param name="input">Batches * Steps * InputChannels values, batch by batch or, with TimeMajor, step by step.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">[gate, unit, InputChannels] values, zero point 0; gates in the order input, forget, candidate, output.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="recurrentWeights">[gate, unit, unit] values, zero point 0.</param>
    /// <param name="recurrentWeightsAt">Index of the first recurrent weight.</param>
    /// <param name="bias">[gate, unit] values at input scale * weights scale of the gate.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">A significand for the weights of each gate, then for its recurrent weights.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">The exponents that go with the multipliers, -31..30.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="table">The table of <see cref="SigmoidTable"/>.</param>
    /// <param name="tableAt">Index of its first entry.</param>
    /// <param name="output">Batches * Steps * Units values in the order of the input.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="hidden">Batches * Units values; read and updated.</param>
    /// <param name="hiddenAt">Index of the first hidden value.</param>
    /// <param name="cell">Batches * Units values; read and updated.</param>
    /// <param name="cellAt">Index of the first cell value.</param>
    /// <param name="gates">Scratch of 4 * Units values.</param>
    /// <param name="gatesAt">Index of the first scratch value.</param>
    /// <param name="p">Sizes and scales.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        sbyte[] recurrentWeights, int recurrentWeightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        int[] table, int tableAt,
        sbyte[] output, int outputAt,
        sbyte[] hidden, int hiddenAt,
        short[] cell, int cellAt,
        short[] gates, int gatesAt,
        in LstmParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int h = hiddenAt + (batch * p.Units);
            int c = cellAt + (batch * p.Units);
            for (int step = 0; step < p.Steps; step++)
            {
                int row = p.TimeMajor != 0 ? (step * p.Batches) + batch : (batch * p.Steps) + step;
                int x = inputAt + (row * p.InputChannels);
                for (int i = 0; i < Gates * p.Units; i++)
                {
                    int gate = i / p.Units;
                    int sum = bias[biasAt + i]
                        + Dot(input, x, p.InputOffset, weights, weightsAt + (i * p.InputChannels), p.InputChannels);
                    int recurrent =
                        Dot(hidden, h, p.HiddenOffset, recurrentWeights, recurrentWeightsAt + (i * p.Units), p.Units);
                    int argument = Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                        sum, multipliers[multipliersAt + gate], shifts[shiftsAt + gate]));
                    argument += Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                        recurrent, multipliers[multipliersAt + Gates + gate], shifts[shiftsAt + Gates + gate]));
                    argument = Saturate16(argument) * 3;
                    gates[gatesAt + i] = (short)(gate == Candidate
                        ? SigmoidTable.Tanh(argument, table, tableAt)
                        : SigmoidTable.Logistic(argument, table, tableAt));
                }

                UpdateCell(cell, c, gates, gatesAt, in p);
                UpdateHidden(hidden, h, cell, c, gates, gatesAt, table, tableAt, in p);
                int y = outputAt + (row * p.Units);
                for (int i = 0; i < p.Units; i++)
                {
                    output[y + i] = hidden[h + i];
                }
            }
        }
    }

    private static void UpdateCell(short[] cell, int cellAt, short[] gates, int gatesAt, in LstmParameters p)
    {
        int candidates = gatesAt + (Candidate * p.Units);
        for (int i = 0; i < p.Units; i++)
        {
            int kept = Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                gates[gatesAt + p.Units + i] * cell[cellAt + i], p.ForgetMultiplier, p.ForgetShift));
            int added = Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                gates[gatesAt + i] * gates[candidates + i], p.InputMultiplier, p.InputShift));
            cell[cellAt + i] = (short)FixedPoint.Clamp(kept + added, p.CellMin, p.CellMax);
        }
    }

    private static void UpdateHidden(
        sbyte[] hidden, int hiddenAt,
        short[] cell, int cellAt,
        short[] gates, int gatesAt,
        int[] table, int tableAt,
        in LstmParameters p)
    {
        int round = p.CellShift > 0 ? 1 << (p.CellShift - 1) : 0;
        int outputs = gatesAt + (3 * p.Units);
        for (int i = 0; i < p.Units; i++)
        {
            int scaled = ((cell[cellAt + i] * p.CellMultiplier) + round) >> p.CellShift;
            int product = SigmoidTable.Tanh(scaled, table, tableAt) * gates[outputs + i];
            int result = FixedPoint.MultiplyByQuantizedMultiplier(product, p.HiddenMultiplier, p.HiddenShift);
            hidden[hiddenAt + i] = (sbyte)FixedPoint.Clamp(result - p.HiddenOffset, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    private static int Dot(sbyte[] values, int valuesAt, int offset, sbyte[] weights, int weightsAt, int size)
    {
        int sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += weights[weightsAt + i] * (values[valuesAt + i] + offset);
        }

        return sum;
    }

    private static int Saturate16(int value) => FixedPoint.Clamp(value, short.MinValue, short.MaxValue);
}
