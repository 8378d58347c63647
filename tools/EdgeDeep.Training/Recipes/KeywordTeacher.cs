using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Transfer learning: a small head on two frozen networks, trained on the training part only. What it answers to a
/// distorted clip is what the keyword network learns, beside the label.
/// </summary>
public static class KeywordTeacher
{
    private const double Temperature = 2;

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 50,
        BatchSize = 64,
        LearningRate = 3e-3,
        WeightDecay = 0.05,
        LabelSmoothing = 0.05,
    };

    /// <summary>The head.</summary>
    /// <param name="classes">Number of classes.</param>
    public static Network Head(int classes) => new("keyword-teacher", [1, 1, SpeechDescriber.Length],
    [
        new GlobalAverage(), new Dropout(0.2), new Dense(192, Relu: true), new Dropout(0.5), new Dense(classes),
    ]);

    /// <summary>Trains the head and lets it answer every variant.</summary>
    /// <param name="pool">The variants with their descriptions.</param>
    /// <param name="validation">Descriptions of the validation part.</param>
    /// <param name="test">Descriptions of the test part, only measured.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="recipe">Name of the recipe, whose folder keeps the checkpoints.</param>
    /// <param name="call">Folders and settings.</param>
    /// <param name="say">Told the accuracy.</param>
    /// <returns>[clip][variant] probabilities.</returns>
    public static float[][][] Answers(
        VariantPool pool, SampleSource validation, SampleSource test, int classes, string recipe, RecipeCall call, Action<string> say)
    {
        FeaturePool samples = new(pool, pool.Descriptions, null, 0, 2000, null);
        TrainingOptions options = Options with { Seed = call.Options.Seed, Threads = call.Options.Threads };
        using Trainer trainer = new(Head(classes), classes, samples, validation, options, Path.Combine(call.Cache, recipe, "teacher"), resume: false);
        using TorchNetwork head = trainer.Run((_, _, _) => { }, _ => { });
        BatchReader Reader(SampleSource source) => new(source, SpeechDescriber.Length, classes, call.Options.Threads);
        say(FormattableString.Invariant($"teacher: validation {Evaluation.Of(head, Reader(validation), classes).Accuracy:0.0000}, test {Evaluation.Of(head, Reader(test), classes).Accuracy:0.0000}"));
        return [.. pool.Descriptions.Select(variants => Answer(head, variants, classes))];
    }

    private static float[][] Answer(TorchNetwork head, float[][] descriptions, int classes)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        float[] inputs = [.. descriptions.SelectMany(d => d)];
        Tensor logits = head.call(tensor(inputs, [descriptions.Length, 1, 1, SpeechDescriber.Length]));
        return [.. nn.functional.softmax(logits / Temperature, 1).data<float>().ToArray().Chunk(classes)];
    }
}
