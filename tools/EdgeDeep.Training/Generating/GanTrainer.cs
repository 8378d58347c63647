using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Generating;

/// <summary>Mean losses of one pass over the data.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Generator">Minus the mean score of made pictures.</param>
/// <param name="Discriminator">Hinge loss; 2 where it tells nothing apart, 0 where everything with a margin of 1.</param>
public sealed record GanFigures(int Number, double Generator, double Discriminator);

/// <summary>
/// Trains a generator against a discriminator with the hinge loss. The generator that counts is a moving average of the
/// trained one, batch statistics included.
/// </summary>
public sealed class GanTrainer : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly DigitGenerator _generator, _average;
    private readonly DigitDiscriminator _discriminator;
    private readonly WeightAverage _averaging;
    private readonly optim.Optimizer _makes, _judges;
    private readonly Tensor _pictures, _digits;
    private int _step;

    /// <summary>Prepares a run.</summary>
    /// <param name="data">Real pictures with their classes.</param>
    /// <param name="options">How to train.</param>
    public GanTrainer(DigitSet data, TrainingOptions options)
    {
        _options = options;
        set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        float[] pixels = [.. data.Pixels.SelectMany(picture => picture).Select(value => value / 255f)];
        _pictures = tensor(pixels, [data.Labels.Count, 1, DigitGenerator.Side, DigitGenerator.Side]);
        _digits = OneHot(tensor(data.Labels.Select(label => (long)label).ToArray()));
        (_generator, _average, _discriminator) = (new DigitGenerator(), new DigitGenerator(), new DigitDiscriminator());
        _averaging = new WeightAverage(_generator, _average, options.AverageDecay);
        _makes = optim.Adam(_generator.parameters(), options.LearningRate, 0, 0.9);
        _judges = optim.Adam(_discriminator.parameters(), options.LearningRate, 0, 0.9);
    }

    /// <summary>The averaged generator, in evaluation mode.</summary>
    public DigitGenerator Generator => _average;

    /// <summary>Steps of a pass over the data; what does not fill a step is left out.</summary>
    public int StepsPerEpoch => (int)_pictures.shape[0] / _options.BatchSize;

    /// <summary>One pass over the data in random order.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="onStep">Told after each step, counted from 1.</param>
    public GanFigures Epoch(int epoch, Action<int> onStep)
    {
        using CollectionPause pause = new();
        Tensor order = randperm(_pictures.shape[0]);
        double judging = 0, making = 0;
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            pause.Renew();
            using DisposeScope scope = NewDisposeScope();
            SetRates();
            Tensor rows = order.slice(0, step * _options.BatchSize, (step + 1) * _options.BatchSize, 1);
            judging += Judge(_pictures.index_select(0, rows), _digits.index_select(0, rows));
            making += Make();
            _averaging.Update();
            onStep(step + 1);
        }

        order.Dispose();
        return new GanFigures(epoch, making / StepsPerEpoch, judging / StepsPerEpoch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _makes.Dispose();
        _judges.Dispose();
        _generator.Dispose();
        _discriminator.Dispose();
        _pictures.Dispose();
        _digits.Dispose();
    }

    private double Judge(Tensor real, Tensor digits)
    {
        Tensor made;
        using (no_grad())
        {
            made = _generator.call(randn(real.shape[0], DigitGenerator.Latents), digits);
        }

        Tensor scores = _discriminator.call(cat([real, made]), cat([digits, digits]));
        Tensor[] halves = scores.chunk(2);
        Tensor loss = nn.functional.relu(1 - halves[0]).mean() + nn.functional.relu(1 + halves[1]).mean();
        _judges.zero_grad();
        loss.backward();
        _judges.step();
        return loss.item<float>();
    }

    private double Make()
    {
        Tensor digits = OneHot(randint(DigitGenerator.Classes, _options.BatchSize, dtype: ScalarType.Int64));
        Tensor made = _generator.call(randn(_options.BatchSize, DigitGenerator.Latents), digits);
        Tensor loss = -_discriminator.call(made, digits).mean();
        _makes.zero_grad();
        loss.backward();
        _makes.step();
        return loss.item<float>();
    }

    /// <summary>Full rate in the first half of the steps, then falling in a straight line to a hundredth.</summary>
    private void SetRates()
    {
        double done = (double)_step++ / (StepsPerEpoch * _options.Epochs);
        double rate = _options.LearningRate * Math.Clamp(2 * (1 - done), 0.01, 1);
        foreach (optim.Optimizer optimizer in (optim.Optimizer[])[_makes, _judges])
        {
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }
        }
    }

    private static Tensor OneHot(Tensor labels) => nn.functional.one_hot(labels, DigitGenerator.Classes).to_type(ScalarType.Float32);
}
