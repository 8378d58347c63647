using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>Trains a streaming network frame by frame on windows, by binary cross entropy, and keeps the best epoch's weights.</summary>
/// <param name="network">What to train.</param>
/// <param name="options">How.</param>
/// <param name="decision">When a window counts as one with the phrase, for the accuracy.</param>
public sealed class FrameTrainer(StreamingNetwork network, TrainingOptions options, WakeWordOptions decision)
{
    /// <summary>Figures so far; accuracy is that of whole windows.</summary>
    public History History { get; } = new();

    /// <summary>Trains all epochs and leaves the network with the weights of the best one.</summary>
    /// <param name="train">Windows to learn from.</param>
    /// <param name="validation">Windows that choose the best epoch.</param>
    /// <param name="onEpoch">Told after each epoch.</param>
    public void Run(IReadOnlyList<FrameWindow> train, IReadOnlyList<FrameWindow> validation, Action<EpochFigures> onEpoch)
    {
        set_num_threads(options.Threads);
        using optim.Optimizer optimizer = optim.AdamW(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        int steps = (train.Count + options.BatchSize - 1) / options.BatchSize;
        Dictionary<string, Tensor> best = [];
        using CollectionPause pause = new();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            FrameWindow[] shuffled = [.. train];
            new Random((options.Seed * 1009) + epoch).Shuffle(shuffled);
            network.train();
            Sums sums = new();
            foreach (FrameWindow[] batch in shuffled.Chunk(options.BatchSize))
            {
                pause.Renew();
                double rate = options.RateAt(((epoch - 1) * steps) + sums.Steps, options.Epochs * steps);
                foreach (optim.ILearningRateController group in optimizer.ParamGroups)
                {
                    group.LearningRate = rate;
                }

                Pass(batch, optimizer, sums);
            }

            Sums seen = Measure(validation);
            EpochFigures figures = new(epoch, sums.Loss, sums.Accuracy, seen.Loss, seen.Accuracy);
            History.Epochs.Add(figures);
            if (History.Best() == figures)
            {
                foreach ((string name, Tensor value) in network.state_dict())
                {
                    best[name] = value.detach().clone();
                }
            }

            onEpoch(figures);
        }

        network.load_state_dict(best);
        network.eval();
    }

    private Sums Measure(IReadOnlyList<FrameWindow> windows)
    {
        network.eval();
        using IDisposable none = no_grad();
        Sums sums = new();
        foreach (FrameWindow[] batch in windows.Chunk(options.BatchSize))
        {
            Pass(batch, null, sums);
        }

        return sums;
    }

    private void Pass(FrameWindow[] batch, optim.Optimizer? optimizer, Sums sums)
    {
        using DisposeScope scope = NewDisposeScope();
        int frames = batch[0].Targets.Length, past = network.Past;
        Tensor inputs = tensor([.. batch.SelectMany(window => window.Features)], [batch.Length, frames, network.Features]);
        Tensor wanted = tensor([.. batch.SelectMany(window => window.Targets.Skip(past)).Select(target => (float)target)], [batch.Length, frames - past]);
        Tensor counts = wanted.ge(0).to_type(ScalarType.Float32);
        Tensor logits = network.call(inputs);
        Tensor loss = (nn.functional.binary_cross_entropy_with_logits(logits, wanted.clamp(0, 1), reduction: nn.Reduction.None) * counts).sum() / counts.sum();
        if (optimizer is not null)
        {
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        float[] probabilities = logits.detach().sigmoid().data<float>().ToArray();
        sums.Add(loss.item<float>(), batch.Where((window, i) => IsHeard(probabilities.AsSpan(i * (frames - past), frames - past)) == window.HasPhrase).Count(), batch.Length);
    }

    private bool IsHeard(ReadOnlySpan<float> probabilities)
    {
        WakeWordDecision heard = new(decision);
        foreach (float probability in probabilities)
        {
            if (heard.Accept(probability))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Sums
    {
        private double _loss;
        private int _right, _windows;

        public int Steps { get; private set; }

        public double Loss => _loss / Math.Max(1, Steps);

        public double Accuracy => (double)_right / Math.Max(1, _windows);

        public void Add(double loss, int right, int windows) => (_loss, _right, _windows, Steps) = (_loss + loss, _right + right, _windows + windows, Steps + 1);
    }
}
