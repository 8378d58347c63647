using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// What a frozen trunk computes from the training and the validation part, once, with mean 0 and a spread of about 1 for
/// each number: of every training sample several augmented variants, of every validation sample the sample as it is.
/// </summary>
public sealed class TrunkFeatures
{
    /// <summary>Variants of each sample of a training pass.</summary>
    public const int Variants = 4;

    private const float SmallestSpread = 0.25f; // of the mean spread: rare features must not get huge weights

    private readonly float[] _mean, _spread;

    private TrunkFeatures(float[][][] train, IReadOnlyList<int> trainLabels, float[][] validation, IReadOnlyList<int> validationLabels)
    {
        float[][] all = [.. train.SelectMany(variants => variants)];
        int count = all[0].Length;
        _mean = [.. Enumerable.Range(0, count).Select(k => (float)all.Average(f => (double)f[k]))];
        _spread = [.. _mean.Select((mean, k) => (float)Math.Sqrt(all.Average(f => ((double)f[k] - mean) * (f[k] - mean))))];
        float smallest = Math.Max(_spread.Average() * SmallestSpread, 1e-6f);
        _spread = [.. _spread.Select(spread => Math.Max(spread, smallest))];
        Train = new VariantSource([.. train.Select(variants => variants.Select(Standard).ToArray())], trainLabels);
        Validation = new MemorySource([.. validation.Select(Standard)], validationLabels);
    }

    /// <summary>Features of the training part.</summary>
    public SampleSource Train { get; }

    /// <summary>Features of the validation part.</summary>
    public SampleSource Validation { get; }

    /// <summary>The head that learns on the features.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="features">Numbers that the trunk computes.</param>
    /// <param name="hidden">Units of a hidden layer; 0 for none.</param>
    /// <param name="classes">Number of classes.</param>
    public static Network Head(string name, int features, int hidden, int classes) => new(
        name, [features], hidden == 0 ? [new Dropout(0.2), new Dense(classes)] : [new Dropout(0.2), new Dense(hidden, Relu: true), new Dropout(0.3), new Dense(classes)]);

    /// <summary>Computes the features.</summary>
    /// <param name="trunk">The trunk.</param>
    /// <param name="data">The parts.</param>
    /// <param name="options">Seed and threads.</param>
    public static TrunkFeatures Of(FrozenTrunk trunk, DataParts data, TrainingOptions options)
    {
        int[] Labels(SampleSource source) => [.. Enumerable.Range(0, source.Count).Select(source.LabelOf)];
        float[][][] train = new float[data.Train.Count][][], validation = new float[data.Validation.Count][][];
        Compute(trunk, data.Train, train, i => [.. Enumerable.Range(0, Variants).Select(v => new Random(unchecked((options.Seed * 7919) + (((i * Variants) + v) * 104729))))], options.Threads);
        Compute(trunk, data.Validation, validation, _ => [null], options.Threads);
        return new TrunkFeatures(train, Labels(data.Train), [.. validation.Select(variants => variants[0])], Labels(data.Validation));
    }

    /// <summary>Makes a head that was trained on standardized features take the trunk's own; changes it in place.</summary>
    /// <param name="head">The trained head.</param>
    public TorchNetwork OnRawFeatures(TorchNetwork head)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DenseBlock first = head.Steps.OfType<DenseBlock>().First();
        first.Weights.div_(tensor(_spread));
        first.Bias.sub_(first.Weights.matmul(tensor(_mean)));
        return head;
    }

    private static void Compute(FrozenTrunk trunk, SampleSource source, float[][][] features, Func<int, Random?[]> chances, int threads) => Parallel.For(
        0, features.Length, new ParallelOptions { MaxDegreeOfParallelism = threads },
        i => features[i] = [.. chances(i).Select(random => trunk.Describe(source.InputOf(i, trunk.InputElements, random)))]);

    private float[] Standard(float[] features) => [.. features.Select((value, k) => (value - _mean[k]) / _spread[k])];

    /// <summary>Samples with several variants each; a pass takes one of them by chance.</summary>
    private sealed class VariantSource(float[][][] inputs, IReadOnlyList<int> labels) : SampleSource
    {
        public override int Count => inputs.Length;

        public override int LabelOf(int index) => labels[index];

        public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
        {
            inputs[index][random?.Next(inputs[index].Length) ?? 0].CopyTo(input);
            target[labels[index]] = 1;
        }
    }
}
