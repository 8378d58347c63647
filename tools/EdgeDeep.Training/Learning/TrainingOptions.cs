namespace EdgeDeep.Training.Learning;

/// <summary>Everything that decides a training run besides data and network.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Samples a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Highest learning rate of the cosine schedule.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Share of all steps in which the rate rises from 0.</summary>
    public double WarmUp { get; init; } = 0.08;

    /// <summary>AdamW's (or SGD's) weight decay.</summary>
    public double WeightDecay { get; init; } = 0.02;

    /// <summary>Stochastic gradient descent with Nesterov momentum 0.9 instead of AdamW.</summary>
    public bool Sgd { get; init; }

    /// <summary>Share of the target that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Largest share of another sample that is mixed into each one; 0 for none.</summary>
    public double Mixup { get; init; }

    /// <summary>Decay of the moving average of the weights, which is what is validated and written.</summary>
    public double AverageDecay { get; init; } = 0.995;

    /// <summary>Stops when validation has not improved for so many epochs; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Epochs at the end with rounding to int8 in the network; 0 for none.</summary>
    public int QuantizedEpochs { get; init; }

    /// <summary>Seed of all chances; the same seed gives the same model on the same machine.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads for arithmetic and for augmentation. One gives the same model on any number of cores; more add in another order.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Learning rate of a step: rises linearly, then falls along half a cosine to 1 % of the highest.</summary>
    /// <param name="step">0 to <paramref name="steps"/> - 1.</param>
    /// <param name="steps">Steps of the whole run.</param>
    public double RateAt(int step, int steps)
    {
        double warm = Math.Max(1, steps * WarmUp);
        if (step < warm)
        {
            return LearningRate * (step + 1) / warm;
        }

        double done = (step - warm) / Math.Max(1, steps - warm);
        return LearningRate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(done, 1)))));
    }
}
