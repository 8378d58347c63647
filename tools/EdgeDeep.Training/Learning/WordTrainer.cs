using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>Teaches a <see cref="WordNetwork"/> to foretell the next word of sentences, by cross entropy.</summary>
/// <param name="network">The network.</param>
/// <param name="options">How.</param>
public sealed class WordTrainer(WordNetwork network, TrainingOptions options)
{
    /// <summary>Words of a training sample: several sentences in a row, so that the network learns where one ends.</summary>
    private const int Length = 32;

    /// <summary>Trains; the network ends with the weights of the epoch whose validation loss is the lowest.</summary>
    /// <param name="corpus">The sentences.</param>
    /// <param name="onEpoch">Told after each epoch.</param>
    public History Run(WordCorpus corpus, Action<EpochFigures> onEpoch)
    {
        using OptimizerHelper optimizer = optim.AdamW(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        using CollectionPause pause = new();
        History history = new();
        Dictionary<string, Tensor> best = [];
        int steps = WordCorpus.Stream(corpus.Train).Length / Length / options.BatchSize * options.Epochs, step = 0;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            network.train();
            int[][] order = [.. corpus.Train];
            new Random((options.Seed * 1009) + epoch).Shuffle(order);
            long[][] samples = [.. WordCorpus.Stream(order).Select(token => (long)token).Chunk(Length + 1).Where(sample => sample.Length == Length + 1)];
            double loss = 0, correct = 0, seen = 0;
            foreach (long[][] batch in samples.Chunk(options.BatchSize).Where(batch => batch.Length == options.BatchSize))
            {
                pause.Renew();
                using DisposeScope scope = NewDisposeScope();
                foreach (optim.ILearningRateController group in optimizer.ParamGroups)
                {
                    group.LearningRate = options.RateAt(Math.Min(step++, steps), steps);
                }

                (Tensor value, Tensor hits) = Loss(batch);
                optimizer.zero_grad();
                value.backward();
                nn.utils.clip_grad_norm_(network.parameters(), 1);
                optimizer.step();
                loss += value.item<float>();
                correct += hits.item<float>();
                seen++;
            }

            (double validation, double accuracy) = Measure(corpus.Validation);
            EpochFigures figures = new(epoch, loss / seen, correct / seen, validation, accuracy);
            if (history.Epochs.All(earlier => earlier.ValidationLoss > validation))
            {
                best = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
            }

            history.Epochs.Add(figures);
            onEpoch(figures);
        }

        network.load_state_dict(best);
        network.eval();
        return history;
    }

    /// <summary>Mean loss of a word, and the share of words that were the likeliest, over sentences by themselves.</summary>
    private (double Loss, double Accuracy) Measure(IReadOnlyList<int[]> sentences)
    {
        network.eval();
        using IDisposable none = no_grad();
        double loss = 0, correct = 0, words = 0;
        foreach (IGrouping<int, int[]> same in sentences.GroupBy(sentence => sentence.Length))
        {
            using DisposeScope scope = NewDisposeScope();
            long[][] batch = [.. same.Select(sentence => WordCorpus.Stream([sentence]).Select(token => (long)token).ToArray())];
            (Tensor value, Tensor hits) = Loss(batch);
            double count = batch.Length * (batch[0].Length - 1);
            loss += value.item<float>() * count;
            correct += hits.item<float>() * count;
            words += count;
        }

        return (loss / words, correct / words);
    }

    private (Tensor Loss, Tensor Hits) Loss(long[][] batch)
    {
        Tensor all = tensor(batch.SelectMany(sample => sample).ToArray(), [batch.Length, batch[0].Length]);
        Tensor logits = network.call(all[.., ..^1]).flatten(0, 1), next = all[.., 1..].flatten();
        return (nn.functional.cross_entropy(logits, next), logits.argmax(1).eq(next).to_type(ScalarType.Float32).mean());
    }
}
