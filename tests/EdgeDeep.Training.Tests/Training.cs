using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using TorchSharp;

namespace EdgeDeep.Training.Tests;

/// <summary>A network learns, and an interrupted run ends where an uninterrupted one does.</summary>
[Collection(TorchCollection.Name)]
public sealed class Training : IDisposable
{
    private static readonly Network Small = new("small", [4, 4, 1], [new Convolution(8, 3, 3), new GlobalAverage(), new Dense(2)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-train").FullName;

    private static TrainingOptions Options => new() { Epochs = 6, BatchSize = 16, LearningRate = 0.02, AverageDecay = 0.9, Threads = 1 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_tells_stripes_apart()
    {
        using Trainer trainer = Create("a", Options, resume: false);
        trainer.Run((_, _, _) => { }, _ => { });
        Assert.Equal(6, trainer.History.Epochs.Count);
        Assert.True(trainer.History.Best()!.ValidationAccuracy > 0.95, $"accuracy {trainer.History.Best()!.ValidationAccuracy}");
    }

    [Fact]
    public void A_resumed_run_ends_like_an_uninterrupted_one()
    {
        using Trainer whole = Create("whole", Options, resume: false);
        whole.Run((_, _, _) => { }, _ => { });
        using (Trainer first = Create("parts", Options, resume: false))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run((_, _, _) => { }, e =>
            {
                if (e.Number == 3)
                {
                    throw new OperationCanceledException();
                }
            }));
        }

        using Trainer second = Create("parts", Options, resume: true);
        second.Run((_, _, _) => { }, _ => { });
        Assert.Equal(whole.History.Epochs.Count, second.History.Epochs.Count);
        Assert.Equal(whole.History.Epochs[^1].TrainLoss, second.History.Epochs[^1].TrainLoss, 1e-3);
    }

    [Fact]
    public void It_stops_early_where_validation_does_not_improve()
    {
        using Trainer trainer = Create("early", Options with { Epochs = 40, LearningRate = 0, Patience = 2 }, resume: false);
        trainer.Run((_, _, _) => { }, _ => { });
        Assert.InRange(trainer.History.Epochs.Count, 3, 20);
    }

    [Fact]
    public void Quantization_aware_epochs_still_learn_and_choose_the_weights()
    {
        using Trainer trainer = Create("qat", Options with { QuantizedEpochs = 2 }, resume: false);
        using TorchNetwork network = trainer.Run((_, _, _) => { }, _ => { });
        Assert.True(trainer.History.Best(5)!.ValidationAccuracy > 0.9, $"accuracy {trainer.History.Best(5)!.ValidationAccuracy}");

        // The range of the input has been followed, which happens in quantization-aware epochs only.
        Assert.True(network.state_dict()["input.range"][1].item<float>() > 0.5f);
    }

    [Fact]
    public void Resuming_without_a_checkpoint_is_a_clear_error() =>
        Assert.Contains("--resume", Assert.Throws<InputException>(() => Create("none", Options, resume: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_rate_rises_to_its_peak_and_falls_to_a_hundredth()
    {
        TrainingOptions options = new() { LearningRate = 1, WarmUp = 0.1 };
        Assert.Equal(0.1, options.RateAt(0, 100), 1e-9);
        Assert.Equal(1, options.RateAt(10, 100), 1e-9);
        Assert.InRange(options.RateAt(99, 100), 0.01, 0.02);
        Assert.All(Enumerable.Range(10, 89), step => Assert.True(options.RateAt(step, 100) >= options.RateAt(step + 1, 100)));
    }

    private Trainer Create(string name, TrainingOptions options, bool resume) =>
        new(Small, 2, Stripes(128, 1), Stripes(64, 2), options, Path.Combine(_folder, name), resume);

    /// <summary>Class 0: rows of equal values, class 1: columns of equal values, both noisy.</summary>
    private static MemorySource Stripes(int count, int seed)
    {
        Random random = new(seed);
        List<float[]> inputs = [];
        List<int> labels = [];
        for (int i = 0; i < count; i++)
        {
            int label = i % 2;
            inputs.Add([.. Enumerable.Range(0, 16).Select(k => (((label == 0 ? k / 4 : k % 4) % 2) * 2) - 1 + (0.3f * random.NextSingle()))]);
            labels.Add(label);
        }

        return new MemorySource(inputs, labels);
    }
}
