using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>
/// Trains small networks on sequences for a fixed number of passes: with so little data no part is left to choose an epoch by.
/// </summary>
public static class SequenceTraining
{
    /// <summary>Steps by which the reconstruction lags behind, so that a layer that only runs forward sees both sides of a gap.</summary>
    public const int Delay = 4;

    private const int Gaps = 3, GapLength = 4;

    /// <summary>Learns to classify by cross entropy.</summary>
    /// <param name="network">The network, with random or pre-trained weights.</param>
    /// <param name="train">Samples to learn from.</param>
    /// <param name="shown">Samples whose figures are written down and decide nothing; null for none.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="options">How.</param>
    /// <returns>The average of the weights over the last steps, and the figures of all passes.</returns>
    public static (TorchNetwork Network, History History) Classify(
        TorchNetwork network, SampleSource train, SampleSource? shown, int classes, TrainingOptions options)
    {
        History history = new();
        TorchNetwork averaged = new(network.Network);
        WeightAverage average = new(network, averaged, options.AverageDecay);
        double loss = 0;
        int correct = 0, seen = 0;
        Loop(network, train, classes, options, (inputs, targets, _) =>
        {
            // Scalars that only an expression holds may be freed while it is computed.
            using Scalar kept = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / classes, count = inputs.shape[0];
            Tensor logits = network.call(inputs);
            Tensor smooth = (targets * kept) + spread;
            Tensor value = -(smooth * nn.functional.log_softmax(logits, 1)).sum() / count;
            loss += value.item<float>() * inputs.shape[0];
            correct += (int)logits.argmax(1).eq(targets.argmax(1)).sum().item<long>();
            seen += (int)inputs.shape[0];
            return value;
        }, average.Update, epoch =>
        {
            if (shown is not null)
            {
                Evaluation figures = Evaluation.Of(averaged, new BatchReader(shown, network.Network.InputElements, classes, options.Threads), classes);
                history.Epochs.Add(new EpochFigures(epoch, loss / seen, (double)correct / seen, figures.Loss, figures.Accuracy));
            }

            (loss, correct, seen) = (0, 0, 0);
        });
        return (averaged, history);
    }

    /// <summary>Learns to fill gaps: some steps are set to zero, and the network says <see cref="Delay"/> steps later what they were.</summary>
    /// <param name="network">A network from [n,t,c] to [n,t,c].</param>
    /// <param name="train">Samples; their classes do not matter.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="options">How.</param>
    /// <returns>Mean squared error in the gaps in the first and in the last pass.</returns>
    public static (double First, double Last) FillGaps(TorchNetwork network, SampleSource train, int classes, TrainingOptions options)
    {
        double first = 0, sum = 0;
        int steps = 0;
        double last = 0;
        Loop(network, train, classes, options, (inputs, _, chance) =>
        {
            Tensor known = Mask(inputs.shape, chance);
            int length = (int)inputs.shape[1] - Delay;
            Tensor answer = network.call(inputs * known).narrow(1, Delay, length), hidden = known.logical_not().narrow(1, 0, length);
            Tensor error = (answer - inputs.narrow(1, 0, length)).square() * hidden;
            using Scalar axes = inputs.shape[2], least = 1;
            Tensor value = error.sum() / (hidden.sum() * axes).clamp_min(least);
            (sum, steps) = (sum + value.item<float>(), steps + 1);
            return value;
        }, () => { }, epoch =>
        {
            last = sum / steps;
            first = epoch == 1 ? last : first;
            (sum, steps) = (0, 0);
        });
        return (first, last);
    }

    /// <summary>Zeros in the gaps, ones elsewhere, [n,t,1].</summary>
    private static Tensor Mask(long[] shape, Random chance)
    {
        (int samples, int steps) = ((int)shape[0], (int)shape[1]);
        float[] known = [.. Enumerable.Repeat(1f, samples * steps)];
        for (int gap = 0; gap < samples * Gaps; gap++)
        {
            known.AsSpan((gap / Gaps * steps) + chance.Next(steps - GapLength), GapLength).Clear();
        }

        return tensor(known, [samples, steps, 1]);
    }

    private static void Loop(
        TorchNetwork network, SampleSource train, int classes, TrainingOptions options,
        Func<Tensor, Tensor, Random, Tensor> loss, Action onStep, Action<int> onEpoch)
    {
        BatchReader reader = new(train, network.Network.InputElements, classes, options.Threads);
        using OptimizerHelper optimizer = optim.AdamW(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        using CollectionPause pause = new();
        Random chance = new(options.Seed);
        int step = 0, steps = reader.Batches(options.BatchSize) * options.Epochs;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            network.train();
            foreach (Batch batch in reader.Read(options.BatchSize, (options.Seed * 1009) + epoch))
            {
                pause.Renew();
                using DisposeScope scope = NewDisposeScope();
                foreach (optim.ILearningRateController group in optimizer.ParamGroups)
                {
                    group.LearningRate = options.RateAt(step, steps);
                }

                Tensor inputs = tensor(batch.Inputs, [batch.Count, .. network.Network.InputShape.Select(side => (long)side)]);
                optimizer.zero_grad();
                loss(inputs, tensor(batch.Targets, [batch.Count, classes]), chance).backward();
                nn.utils.clip_grad_norm_(network.parameters(), 1);
                optimizer.step();
                onStep();
                step++;
            }

            onEpoch(epoch);
        }

        network.eval();
    }
}
