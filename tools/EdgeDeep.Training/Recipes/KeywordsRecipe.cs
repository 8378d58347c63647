using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Recipes;

/// <summary>Keywords by a residual DS-CNN on MFCC.</summary>
public sealed class KeywordsRecipe : KeywordData
{
    /// <inheritdoc/>
    public override string Name => "keywords";

    /// <inheritdoc/>
    public override string Summary => "ten English words, silence and unknown, one second at 16 kHz";

    /// <inheritdoc/>
    public override Network Network { get; } = new("keywords", InputShape,
    [
        new Convolution(80, 10, 4, 2),
        Network.SeparableResidual(80),
        Network.SeparableResidual(80),
        Network.SeparableResidual(80),
        new GlobalAverage(),
        new Dropout(0.2),
        new Dense(12),
    ]);

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 110, LearningRate = 5e-3, BatchSize = 64, LabelSmoothing = 0.02, Threads = 2 };
}
