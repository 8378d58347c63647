using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Recipes;

/// <summary>Keywords by a small transformer: a convolution makes 25 tokens of the frames, which then attend to each other.</summary>
public sealed class KeywordsTransformerRecipe : KeywordData
{
    private const int Width = 64, Heads = 4, Units = 128;
    private const double Rate = 0.1;

    /// <inheritdoc/>
    public override string Name => "keywords-transformer";

    /// <inheritdoc/>
    public override string Summary => "the words of 'keywords' by self-attention";

    /// <inheritdoc/>
    public override Network Network { get; } = new("keywords-transformer", InputShape,
    [
        new Convolution(32, 5, 5, 2),
        new RowsToTokens(),
        new Dense(Width),
        new PositionEmbedding(),
        .. Network.Transformer(Heads, Units, Rate),
        .. Network.Transformer(Heads, Units, Rate),
        .. Network.Transformer(Heads, Units, Rate),
        .. Network.Transformer(Heads, Units, Rate),
        new LayerNorm(),
        new GlobalAverage(),
        new Dropout(0.2),
        new Dense(12),
    ]);

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 110, LearningRate = 1.5e-3, BatchSize = 64, LabelSmoothing = 0.02, WeightDecay = 0.05, Threads = 2 };
}
