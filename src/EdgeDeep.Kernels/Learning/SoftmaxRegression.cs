namespace EdgeDeep.Kernels;

/// <summary>A fully connected layer with softmax that learns: stochastic gradient descent on the cross entropy, in integers.</summary>
/// <remarks>
/// Layouts: features [Features] as stored, weights [Classes, Features] and bias [Classes] in Q24: a logit is the sum of
/// weight * (feature + FeatureOffset) and the bias, in units of 2^-24. Only classes that are marked learn; the others take part in the softmax.
/// Every division rounds to nearest, ties away from zero, so that the same examples in the same order give the same weights everywhere.
/// </remarks>
public static class SoftmaxRegression
{
    /// <summary>Fractional bits of weights, bias and rates.</summary>
    public const int FractionalBits = 24;

    /// <summary>Fractional bits of logits.</summary>
    public const int LogitBits = 16;

    private const int ErrorBits = 15;

    // exp(-16) is below half a step of an error.
    private const int Smallest = -16 * (1 << LogitBits);
    private const int Largest = 1 << 28;

    /// <summary>The logits of an example with 16 fractional bits, limited to -4096..4096.</summary>
    /// <param name="features">Features values.</param>
    /// <param name="featuresAt">Index of the first feature.</param>
    /// <param name="weights">Classes * Features values.</param>
    /// <param name="bias">Classes values.</param>
    /// <param name="logits">Receives Classes values.</param>
    /// <param name="p">Sizes and offset.</param>
    public static void Logits(sbyte[] features, int featuresAt, int[] weights, int[] bias, int[] logits, in SoftmaxRegressionParameters p)
    {
        int w = 0;
        for (int c = 0; c < p.Classes; c++)
        {
            long sum = bias[c];
            for (int i = 0; i < p.Features; i++)
            {
                sum += (long)weights[w + i] * (features[featuresAt + i] + p.FeatureOffset);
            }

            w += p.Features;
            long logit = Divide(sum, 1L << (FractionalBits - LogitBits));
            logits[c] = logit > Largest ? Largest : logit < -Largest ? -Largest : (int)logit;
        }
    }

    /// <summary>One step: moves the weights of the classes that learn against the gradient of one example's cross entropy.</summary>
    /// <param name="features">Features values.</param>
    /// <param name="featuresAt">Index of the first feature.</param>
    /// <param name="label">The example's class.</param>
    /// <param name="rate">0..2^24: how much of its error an example of mean energy corrects, in Q24.</param>
    /// <param name="learns">Classes values: 1 for a class whose weights change, else 0.</param>
    /// <param name="weights">Classes * Features values.</param>
    /// <param name="bias">Classes values.</param>
    /// <param name="logits">Scratch of Classes values.</param>
    /// <param name="p">Sizes and offset.</param>
    public static void Step(
        sbyte[] features, int featuresAt, int label, int rate, sbyte[] learns, int[] weights, int[] bias, int[] logits, in SoftmaxRegressionParameters p)
    {
        Logits(features, featuresAt, weights, bias, logits, in p);
        Probabilities(logits, p.Classes);
        for (int c = 0; c < p.Classes; c++)
        {
            if (learns[c] == 0)
            {
                continue;
            }

            long error = logits[c] - (c == label ? 1 << ErrorBits : 0);
            long step = error * rate;
            long scale = (long)p.Energy << ErrorBits;
            int w = c * p.Features;
            for (int i = 0; i < p.Features; i++)
            {
                weights[w + i] = Limit(weights[w + i] - Divide(step * (features[featuresAt + i] + p.FeatureOffset), scale));
            }

            bias[c] = Limit(bias[c] - Divide(step, (long)p.Features << ErrorBits));
        }
    }

    /// <summary>Logits to probabilities with 15 fractional bits, in place.</summary>
    private static void Probabilities(int[] logits, int classes)
    {
        int max = logits[0];
        for (int c = 1; c < classes; c++)
        {
            max = logits[c] > max ? logits[c] : max;
        }

        long sum = 0;
        for (int c = 0; c < classes; c++)
        {
            int difference = logits[c] - max;

            // Five integer bits leave 26 for the fraction.
            logits[c] = difference < Smallest ? 0 : FixedPointMath.ExpOfNegative(difference * (1 << (26 - LogitBits)), 5);
            sum += logits[c];
        }

        for (int c = 0; c < classes; c++)
        {
            logits[c] = (int)Divide((long)logits[c] << ErrorBits, sum);
        }
    }

    private static long Divide(long value, long divisor) => (value >= 0 ? value + (divisor / 2) : value - (divisor / 2)) / divisor;

    private static int Limit(long value) => value > int.MaxValue ? int.MaxValue : value < -int.MaxValue ? -int.MaxValue : (int)value;
}
