namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>
/// Rounds a layer's weights so that its results change least on typical data: one weight after the other is rounded, and those
/// that are still to be rounded make up for its error as well as the data allows.
/// Method: Frantar et al., "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", 2022, which
/// shares the aim of AdaRound (Nagel et al. 2020) and needs no training.
/// </summary>
internal static class ErrorRounding
{
    /// <summary>Part of the mean moment that is added to each one of a single tap, so that few samples do not mislead.</summary>
    private const double Damping = 0.01;

    private const int Largest = 127;

    /// <summary>Rounds again.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its float weights.</param>
    /// <param name="scales">A scale for each output channel, or one for all of them.</param>
    /// <param name="nearest">The weights rounded to the nearest integer. A channel that would not gain keeps them.</param>
    /// <param name="moments">What the data looks like.</param>
    /// <returns>The weights, and the squared error of the layer's results on the data before and after.</returns>
    public static (sbyte[] Weights, double Before, double After) Round(
        LayerGeometry layer, ReadOnlySpan<float> weights, float[] scales, ReadOnlySpan<sbyte> nearest, InputMoments moments)
    {
        sbyte[] result = nearest.ToArray();
        double before = 0, after = 0;
        for (int group = 0; group < layer.Groups; group++)
        {
            for (int block = 0, first = 0; first < layer.Taps; block++, first += InputMoments.BlockTaps)
            {
                double[] products = moments.Blocks[group][block];
                int taps = Math.Min(InputMoments.BlockTaps, layer.Taps - first);
                double[] factor = InverseFactor(products, taps);
                for (int output = group * layer.Outputs / layer.Groups; output < (group + 1) * layer.Outputs / layer.Groups; output++)
                {
                    double scale = scales[scales.Length == 1 ? 0 : output];
                    double[] reals = new double[taps], old = new double[taps];
                    for (int tap = 0; tap < taps; tap++)
                    {
                        int index = layer.WeightIndex(output, first + tap);
                        (reals[tap], old[tap]) = (weights[index] / scale, nearest[index]);
                    }

                    double[] rounded = Rounded(reals, factor);
                    double errorBefore = Error(reals, old, products) * scale * scale, errorAfter = Error(reals, rounded, products) * scale * scale;
                    before += errorBefore;
                    after += Math.Min(errorBefore, errorAfter);
                    for (int tap = 0; tap < taps && errorAfter < errorBefore; tap++)
                    {
                        result[layer.WeightIndex(output, first + tap)] = (sbyte)rounded[tap];
                    }
                }
            }
        }

        return (result, before, after);
    }

    private static double[] Rounded(double[] reals, double[] factor)
    {
        double[] rest = [.. reals], rounded = new double[reals.Length];
        for (int tap = 0; tap < reals.Length; tap++)
        {
            rounded[tap] = Math.Clamp(Math.Round(rest[tap], MidpointRounding.AwayFromZero), -Largest, Largest);
            double error = (rest[tap] - rounded[tap]) / factor[(tap * reals.Length) + tap];
            for (int later = tap + 1; later < reals.Length; later++)
            {
                rest[later] -= error * factor[(tap * reals.Length) + later];
            }
        }

        return rounded;
    }

    /// <summary>d' M d with d the difference of two rows of weights and M the moments.</summary>
    private static double Error(double[] reals, double[] rounded, double[] moments)
    {
        double sum = 0;
        for (int row = 0; row < reals.Length; row++)
        {
            double inner = 0;
            for (int column = 0; column < reals.Length; column++)
            {
                inner += moments[(row * reals.Length) + column] * (reals[column] - rounded[column]);
            }

            sum += inner * (reals[row] - rounded[row]);
        }

        return sum;
    }

    /// <summary>
    /// The upper triangular U with U'U = (M + damping)^-1, row after row. M is factored from its last row and column upwards,
    /// M = V V' with V upper triangular; then U is the inverse of V.
    /// </summary>
    private static double[] InverseFactor(double[] moments, int size)
    {
        double mean = 0;
        for (int i = 0; i < size; i++)
        {
            mean += moments[(i * size) + i] / size;
        }

        double damping = mean > 0 ? Damping * mean : 1;
        double[] v = new double[size * size];
        for (int column = size - 1; column >= 0; column--)
        {
            for (int row = column; row >= 0; row--)
            {
                double sum = moments[(row * size) + column] + (row == column ? damping : 0);
                for (int k = column + 1; k < size; k++)
                {
                    sum -= v[(row * size) + k] * v[(column * size) + k];
                }

                v[(row * size) + column] = row == column ? Math.Sqrt(sum) : sum / v[(column * size) + column];
            }
        }

        double[] u = new double[size * size];
        for (int row = size - 1; row >= 0; row--)
        {
            double diagonal = 1 / v[(row * size) + row];
            u[(row * size) + row] = diagonal;
            for (int k = row + 1; k < size; k++)
            {
                double part = v[(row * size) + k] * diagonal;
                for (int column = k; column < size; column++)
                {
                    u[(row * size) + column] -= part * u[(k * size) + column];
                }
            }
        }

        return u;
    }
}
