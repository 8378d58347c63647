using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>Trains a network on soft targets by cross entropy and keeps the best weights in a folder.</summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly TorchNetwork _network, _averaged;
    private readonly WeightAverage _average;
    private readonly OptimizerHelper _optimizer;
    private readonly BatchReader _train, _validation;
    private readonly Checkpoints _checkpoints;
    private readonly int _classes, _steps;
    private readonly History _history;

    /// <summary>Prepares a run, or takes one up again.</summary>
    /// <param name="network">What to train.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="train">Samples to learn from.</param>
    /// <param name="validation">Samples that choose the best epoch.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">Where checkpoints lie.</param>
    /// <param name="resume">Continues from the last checkpoint of the folder.</param>
    public Trainer(Network network, int classes, SampleSource train, SampleSource validation, TrainingOptions options, string folder, bool resume)
    {
        _options = options;
        _classes = classes;
        set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        _network = new TorchNetwork(network);
        _train = new BatchReader(train, network.InputElements, classes, options.Threads);
        _validation = new BatchReader(validation, network.InputElements, classes, options.Threads);
        _steps = _train.Batches(options.BatchSize) * options.Epochs;
        _optimizer = options.Sgd
            ? optim.SGD(_network.parameters(), options.LearningRate, 0.9, 0, options.WeightDecay, true)
            : optim.AdamW(_network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        _averaged = new TorchNetwork(network);
        _average = new WeightAverage(_network, _averaged, options.AverageDecay);
        _checkpoints = new Checkpoints(folder, _network, _averaged, _optimizer);
        _history = resume ? _checkpoints.Load() : new History();
    }

    /// <summary>Figures so far.</summary>
    public History History => _history;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => _train.Batches(_options.BatchSize);

    /// <summary>Trains until the last epoch, or until validation stops improving.</summary>
    /// <param name="onStep">Told after each step: epoch from 1, step from 1, loss.</param>
    /// <param name="onEpoch">Told after each epoch.</param>
    /// <returns>The averaged network with the weights of the best epoch.</returns>
    public TorchNetwork Run(Action<int, int, double> onStep, Action<EpochFigures> onEpoch)
    {
        for (int epoch = _history.Epochs.Count + 1; epoch <= _options.Epochs && !HasStalled(); epoch++)
        {
            bool quantizing = epoch >= FirstQuantized;
            _network.Quantizing = quantizing;
            _averaged.Quantizing = quantizing;
            (double loss, double accuracy) = Pass(epoch, onStep);
            Evaluation validation = Evaluation.Of(_averaged, _validation, _classes);
            EpochFigures figures = new(epoch, loss, accuracy, validation.Loss, validation.Accuracy);

            // Weights from before quantization-aware training do not count once it has begun.
            _history.Epochs.Add(figures);
            _checkpoints.Save(_history, _history.Best(quantizing ? FirstQuantized : 1) == figures);
            onEpoch(figures);
        }

        _checkpoints.LoadBest();
        _averaged.Quantizing = false;
        return _averaged;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
    }

    private int FirstQuantized => _options.Epochs - _options.QuantizedEpochs + 1;

    private bool HasStalled() =>
        _options.Patience > 0 && _history.Best() is EpochFigures best && _history.Epochs.Count - best.Number >= _options.Patience;

    private (double Loss, double Accuracy) Pass(int epoch, Action<int, int, double> onStep)
    {
        _network.train();
        using CollectionPause pause = new();
        double loss = 0;
        int step = 0, correct = 0, seen = 0;
        Random chance = new((_options.Seed * 31) + epoch);
        foreach (Batch batch in _train.Read(_options.BatchSize, (_options.Seed * 1009) + epoch))
        {
            pause.Renew();
            using DisposeScope scope = NewDisposeScope();
            double rate = _options.RateAt(((epoch - 1) * StepsPerEpoch) + step, _steps);
            foreach (optim.ILearningRateController group in _optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }

            (Tensor inputs, Tensor targets) = Tensors(batch, chance);
            Tensor logits = _network.call(inputs);
            using Scalar count = batch.Count;
            Tensor value = -(targets * nn.functional.log_softmax(logits, 1)).sum() / count;
            _optimizer.zero_grad();
            value.backward();
            _optimizer.step();
            _average.Update();
            double current = value.item<float>();
            loss += current;
            step++;
            correct += (int)logits.argmax(1).eq(targets.argmax(1)).sum().item<long>();
            seen += batch.Count;
            onStep(epoch, step, current);
        }

        return (loss / step, (double)correct / seen);
    }

    private (Tensor Inputs, Tensor Targets) Tensors(Batch batch, Random chance)
    {
        Tensor inputs = tensor(batch.Inputs, [batch.Count, .. _network.Network.InputShape.Select(side => (long)side)]);
        Tensor targets = tensor(batch.Targets, [batch.Count, _classes]);

        // Scalars that only an expression holds may be freed while it is computed.
        using Scalar kept = 1 - _options.LabelSmoothing, spread = _options.LabelSmoothing / _classes;
        targets = (targets * kept) + spread;
        if (_options.Mixup > 0)
        {
            double part = chance.NextDouble() * _options.Mixup;
            using Scalar share = part, rest = 1 - part;
            inputs = (inputs * rest) + (inputs.roll(1, 0) * share);
            targets = (targets * rest) + (targets.roll(1, 0) * share);
        }

        return (inputs, targets);
    }
}
