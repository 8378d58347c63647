using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Learning;

/// <summary>What a model's trunk makes of one example.</summary>
/// <param name="Features">The stored features in front of the last layer.</param>
/// <param name="Label">Its class: index of a class of the model, or behind them of a new one.</param>
public sealed record Example(sbyte[] Features, int Label);

/// <summary>
/// Teaches a model on the device: new classes start from their prototypes (the direction from the mean of all others to their own mean), and
/// stochastic gradient descent on the last layer alone goes on from there, in integers and in a fixed order, so that the same
/// examples give the same bytes everywhere. What the model knows stays: only rows of new and of named classes change.
/// </summary>
public static class LayerTeacher
{
    /// <summary>How far a prototype stands above what it is to be told from, as a logit.</summary>
    private const long Margin = 6L << SoftmaxRegression.FractionalBits;

    private const int MeanBits = 8;

    /// <summary>Runs a model's trunk on the inputs that a session holds.</summary>
    /// <param name="layer">The model's last layer.</param>
    /// <param name="session">A session of the model with its inputs set.</param>
    /// <returns>The features in front of the last layer.</returns>
    public static sbyte[] FeaturesOf(LastLayer layer, Session session)
    {
        session.Run(0, layer.StepIndex);
        return Array.ConvertAll(session.TensorBytes(layer.FeaturesIndex).ToArray(), value => unchecked((sbyte)value));
    }

    /// <summary>Teaches new classes, and improves known ones.</summary>
    /// <param name="layer">The last layer as it is.</param>
    /// <param name="examples">Examples of every new class, and of known ones from which to tell them.</param>
    /// <param name="added">Labels of the new classes.</param>
    /// <param name="improved">Known classes whose rows may change.</param>
    /// <param name="options">How it learns.</param>
    /// <returns>The taught model; <see cref="Undo"/> gives the model of before.</returns>
    /// <exception cref="InputException">Examples are missing or cannot be told apart.</exception>
    public static Plan Teach(LastLayer layer, IReadOnlyList<Example> examples, IReadOnlyList<string> added, IReadOnlyList<int> improved, TeachOptions options)
    {
        int classes = layer.Classes + added.Count;
        Example[][] byClass = [.. Enumerable.Range(0, classes).Select(c => examples.Where(example => example.Label == c).ToArray())];
        Check(layer, byClass, added, improved);
        SoftmaxRegressionParameters p = new() { Features = layer.Features, Classes = classes, FeatureOffset = layer.FeatureOffset, Energy = Energy(layer, examples) };
        (int[] oldWeights, int[] oldBias) = layer.ToFixedPoint();
        int[] weights = [.. oldWeights, .. new int[added.Count * layer.Features]], bias = [.. oldBias, .. new int[added.Count]], logits = new int[classes];
        sbyte[] learns = new sbyte[classes];
        foreach (int c in improved)
        {
            learns[c] = 1;
        }

        for (int c = layer.Classes; c < classes; c++)
        {
            learns[c] = 1;
            Prototype(c, added[c - layer.Classes]);
        }

        Example[][] present = [.. byClass.Where(list => list.Length > 0)];
        int longest = present.Max(list => list.Length), steps = options.Passes * longest;
        for (int step = 0; step < steps; step++)
        {
            // Classes take turns, however many examples each has.
            int rate = (int)(options.Rate * (steps - step) / steps * (1 << SoftmaxRegression.FractionalBits));
            foreach (Example[] list in present)
            {
                Example example = list[step % list.Length];
                SoftmaxRegression.Step(example.Features, 0, example.Label, rate, learns, weights, bias, logits, in p);
            }
        }

        return LayerChange.Apply(layer, weights, bias, learns, added);

        void Prototype(int c, string label)
        {
            long[] own = Mean(layer, byClass[c]), other = Mean(layer, [.. byClass.Where((list, i) => i != c && list.Length > 0).Select(list => Mean(layer, list))]);
            long[] direction = [.. own.Zip(other, (a, b) => a - b)];
            long energy = direction.Sum(value => value * value);
            if (energy < 1L << (2 * MeanBits))
            {
                throw new InputException($"The examples of '{label}' look like all the others to the model; it cannot learn to tell them apart.");
            }

            for (int i = 0; i < layer.Features; i++)
            {
                weights[(c * layer.Features) + i] = (int)Int128.Clamp((Int128)Margin * direction[i] * (1 << MeanBits) / energy, -int.MaxValue, int.MaxValue);
            }

            SoftmaxRegressionParameters sofar = p;
            sofar.Classes = c + 1;
            bias[c] = Threshold([.. byClass.Where((list, i) => i <= c && list.Length > 0).Select(list => list.Select(Lead).ToArray())], byClass[c].Length);

            long Lead(Example example)
            {
                SoftmaxRegression.Logits(example.Features, 0, weights, bias, logits, in sofar);
                return (logits.Take(c).Max() - (long)logits[c]) << (SoftmaxRegression.FractionalBits - SoftmaxRegression.LogitBits);
            }
        }
    }

    /// <summary>The bias with which the last class wins most of its examples and fewest of the others', classes counting alike.</summary>
    /// <param name="leads">For each class how far the best other logit is ahead of the last class's on each of its examples.</param>
    /// <param name="own">Number of examples of the last class.</param>
    private static int Threshold(long[][] leads, int own)
    {
        long[] candidates = [.. leads.SelectMany(list => list).Order()];
        long best = candidates[^1];
        double most = double.MinValue;
        for (int i = 0; i + 1 < candidates.Length; i++)
        {
            long middle = candidates[i] + ((candidates[i + 1] - candidates[i]) / 2);
            double score = ((double)leads[^1].Count(lead => lead <= middle) / own) + leads.SkipLast(1).Average(list => (double)list.Count(lead => lead > middle) / list.Length);
            if (score > most)
            {
                (most, best) = (score, middle);
            }
        }

        return (int)Math.Clamp(best, -int.MaxValue, int.MaxValue);
    }

    /// <summary>The model before its last lesson, byte for byte.</summary>
    /// <param name="plan">A taught model.</param>
    /// <exception cref="InputException">It was never taught.</exception>
    public static Plan Undo(Plan plan) => LayerChange.Undo(LastLayer.Find(plan));

    /// <summary>Lessons that can be undone.</summary>
    /// <param name="plan">A model.</param>
    public static int LessonsOf(Plan plan) => Lesson.ReadAll(plan).Count;

    private static void Check(LastLayer layer, Example[][] byClass, IReadOnlyList<string> added, IReadOnlyList<int> improved)
    {
        for (int c = 0; c < byClass.Length; c++)
        {
            if (byClass[c].Length == 0 && (c >= layer.Classes || improved.Contains(c)))
            {
                throw new InputException(c >= layer.Classes ? $"There is no example of '{added[c - layer.Classes]}'; give some." : $"There is no example of class {c}, which is to be improved; give some.");
            }
        }

        if (added.Count == 0 && improved.Count == 0)
        {
            throw new InputException("There is nothing to learn: no new class, and none that may change.");
        }

        if (byClass.Count(list => list.Length > 0) < 2)
        {
            throw new InputException("All examples are of one class; add some of a class that the model knows, so that it learns what to tell the new one from.");
        }
    }

    private static int Energy(LastLayer layer, IReadOnlyList<Example> examples)
    {
        long sum = examples.Sum(example => example.Features.Sum(value => (long)(value + layer.FeatureOffset) * (value + layer.FeatureOffset)));
        return (int)Math.Max(1, sum / examples.Count);
    }

    private static long[] Mean(LastLayer layer, Example[] list) =>
        [.. Enumerable.Range(0, layer.Features).Select(i => list.Sum(example => (long)(example.Features[i] + layer.FeatureOffset) << MeanBits) / list.Length)];

    private static long[] Mean(LastLayer layer, long[][] means) =>
        [.. Enumerable.Range(0, layer.Features).Select(i => means.Sum(mean => mean[i]) / means.Length)];
}
