namespace EdgeDeep.Kernels;

/// <summary>Draws class indices, each with a probability in proportion to a weight of the class's int8 value.</summary>
/// <remarks>
/// A table gives the weight of a value: of its distance below the largest value of the row (for logits, where only
/// distances count) or of the value itself (for probabilities). Temperature lies in the table. Draws are with replacement;
/// each takes one number of <see cref="RandomBits"/>, of which 31 bits are scaled to the sum of the weights. Where all
/// weights are zero, class 0 is drawn. There is no reference in TensorFlow Lite Micro.
/// </remarks>
public static class Multinomial
{
    /// <summary>int8 in, int32 out.</summary>
    /// <param name="input">Batches * Classes values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">256 weights, 0 or more; Classes times the largest one fits 31 bits.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="state">The generator's state, which advances by Batches * Samples draws.</param>
    /// <param name="stateAt">Index of the state.</param>
    /// <param name="output">Batches * Samples indices, 0..Classes - 1.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        int[] weights, int weightsAt,
        int[] state, int stateAt,
        int[] output, int outputAt,
        in MultinomialParameters p)
    {
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int row = inputAt + (batch * p.Classes);
            int highest = Highest(input, row, p.Classes);
            int total = 0;
            for (int i = 0; i < p.Classes; i++)
            {
                total += Weight(input[row + i], highest, weights, weightsAt, p.FromLargest);
            }

            for (int sample = 0; sample < p.Samples; sample++)
            {
                int bits = RandomBits.Next(state, stateAt);
                int left = (int)(((long)(bits & 0x7FFFFFFF) * total) >> 31);
                int chosen = 0;
                if (total > 0)
                {
                    left -= Weight(input[row], highest, weights, weightsAt, p.FromLargest);
                    while (left >= 0)
                    {
                        chosen++;
                        left -= Weight(input[row + chosen], highest, weights, weightsAt, p.FromLargest);
                    }
                }

                output[outputAt + (batch * p.Samples) + sample] = chosen;
            }
        }
    }

    private static int Weight(int value, int highest, int[] weights, int weightsAt, int fromLargest) =>
        weights[weightsAt + (fromLargest != 0 ? highest - value : value + 128)];

    private static int Highest(sbyte[] values, int at, int count)
    {
        int highest = values[at];
        for (int i = 1; i < count; i++)
        {
            if (values[at + i] > highest)
            {
                highest = values[at + i];
            }
        }

        return highest;
    }
}
