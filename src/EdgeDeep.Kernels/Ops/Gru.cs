namespace EdgeDeep.Kernels;

/// <summary>Gated recurrent unit over a sequence.</summary>
/// <remarks>
/// Of each step and unit: hidden = (1 - update) * candidate + update * hidden, where the gates update and reset are logistic
/// of weights * data + bias + recurrent weights * hidden + recurrent bias. The candidate is tanh of the same sum, in which
/// either the whole recurrent part is multiplied by reset (LinearBeforeReset) or the hidden state that it is made of.
/// The hidden state lasts beyond the call; it, the gates and the candidate have 15 fractional bits and stay in [-1, 1).
/// Arguments have 12 fractional bits: the data's part and the recurrent part are requantized with double rounding and
/// saturate to 16 bits, and so does their sum. Products of two 15-bit fractions are rounded to nearest, ties away from zero.
/// Source of the arithmetic: this project's own (docs/decisions/0005-gru-arithmetic.md), with gates as in <see cref="Lstm"/>.
/// </remarks>
public static class Gru
{
    private const int Gates = 3;
    private const int Fraction = 15;

    /// <summary>int8 in and out, int8 weights, int16 hidden state.</summary>
    /// <param name="input">Batches * Steps * InputChannels values, batch by batch or, with TimeMajor, step by step.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">[gate, unit, InputChannels] values, zero point 0; gates in the order update, reset, candidate.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="recurrentWeights">
    /// [gate, unit, unit] values, zero point 0; 2^15 times the magnitudes of a row and its recurrent bias are below 2^31.
    /// </param>
    /// <param name="recurrentWeightsAt">Index of the first recurrent weight.</param>
    /// <param name="bias">[gate, unit] values at input scale * weights scale of the gate.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="recurrentBias">[gate, unit] values at 2^-15 * recurrent weights scale of the gate.</param>
    /// <param name="recurrentBiasAt">Index of the first recurrent bias.</param>
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
    /// <param name="gates">Scratch of 3 * Units values.</param>
    /// <param name="gatesAt">Index of the first scratch value.</param>
    /// <param name="p">Sizes and scales.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        sbyte[] recurrentWeights, int recurrentWeightsAt,
        int[] bias, int biasAt,
        int[] recurrentBias, int recurrentBiasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        int[] table, int tableAt,
        sbyte[] output, int outputAt,
        short[] hidden, int hiddenAt,
        short[] gates, int gatesAt,
        in GruParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int h = hiddenAt + (batch * p.Units);
            for (int step = 0; step < p.Steps; step++)
            {
                int row = p.TimeMajor != 0 ? (step * p.Batches) + batch : (batch * p.Steps) + step;
                int x = inputAt + (row * p.InputChannels);
                for (int i = 0; i < Gates * p.Units; i++)
                {
                    int gate = i / p.Units;
                    bool isCandidate = gate == Gates - 1;
                    if (isCandidate && i == gate * p.Units && p.LinearBeforeReset == 0)
                    {
                        ResetHidden(hidden, h, gates, gatesAt + p.Units, p.Units);
                    }

                    int argument = Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                        bias[biasAt + i] + DotInt8(input, x, p.InputOffset, weights, weightsAt + (i * p.InputChannels), p.InputChannels),
                        multipliers[multipliersAt + gate], shifts[shiftsAt + gate]));
                    int sum = recurrentBias[recurrentBiasAt + i];
                    int recurrentRow = recurrentWeightsAt + (i * p.Units);
                    sum += isCandidate && p.LinearBeforeReset == 0
                        ? DotInt16(gates, gatesAt + p.Units, recurrentWeights, recurrentRow, p.Units)
                        : DotInt16(hidden, h, recurrentWeights, recurrentRow, p.Units);
                    int recurrent = Saturate16(FixedPoint.MultiplyByQuantizedMultiplier(
                        sum, multipliers[multipliersAt + Gates + gate], shifts[shiftsAt + Gates + gate]));
                    if (isCandidate && p.LinearBeforeReset != 0)
                    {
                        recurrent = FixedPoint.RoundingDivideByPowerOfTwo(recurrent * gates[gatesAt + i - p.Units], Fraction);
                    }

                    argument = Saturate16(argument + recurrent) * 3;
                    gates[gatesAt + i] = (short)(isCandidate
                        ? SigmoidTable.Tanh(argument, table, tableAt)
                        : SigmoidTable.Logistic(argument, table, tableAt));
                }

                UpdateHidden(hidden, h, gates, gatesAt, output, outputAt + (row * p.Units), in p);
            }
        }
    }

    /// <summary>Puts reset * hidden in the place of reset.</summary>
    private static void ResetHidden(short[] hidden, int hiddenAt, short[] reset, int resetAt, int units)
    {
        for (int i = 0; i < units; i++)
        {
            reset[resetAt + i] =
                (short)FixedPoint.RoundingDivideByPowerOfTwo(reset[resetAt + i] * hidden[hiddenAt + i], Fraction);
        }
    }

    /// <summary>A mean of candidate and hidden state with the weights 1 - update and update: it needs no saturation.</summary>
    private static void UpdateHidden(
        short[] hidden, int hiddenAt,
        short[] gates, int gatesAt,
        sbyte[] output, int outputAt,
        in GruParameters p)
    {
        int candidates = gatesAt + (2 * p.Units);
        for (int i = 0; i < p.Units; i++)
        {
            int update = gates[gatesAt + i];
            int mean = FixedPoint.RoundingDivideByPowerOfTwo(
                (((1 << Fraction) - update) * gates[candidates + i]) + (update * hidden[hiddenAt + i]), Fraction);
            hidden[hiddenAt + i] = (short)mean;
            int result = FixedPoint.MultiplyByQuantizedMultiplier(mean, p.OutputMultiplier, p.OutputShift);
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(result + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    private static int DotInt8(sbyte[] values, int valuesAt, int offset, sbyte[] weights, int weightsAt, int size)
    {
        int sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += weights[weightsAt + i] * (values[valuesAt + i] + offset);
        }

        return sum;
    }

    private static int DotInt16(short[] values, int valuesAt, sbyte[] weights, int weightsAt, int size)
    {
        int sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += weights[weightsAt + i] * values[valuesAt + i];
        }

        return sum;
    }

    private static int Saturate16(int value) => FixedPoint.Clamp(value, short.MinValue, short.MaxValue);
}
