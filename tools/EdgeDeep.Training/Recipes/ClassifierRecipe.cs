using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>The parts of a data set.</summary>
/// <param name="Train">Samples to learn from.</param>
/// <param name="Validation">Samples that choose the best epoch.</param>
/// <param name="Tests">Parts that are only measured, with their names; the first is the one that counts.</param>
/// <param name="Calibration">Samples from the training part whose ranges int8 shall cover.</param>
public sealed record DataParts(
    SampleSource Train, SampleSource Validation, IReadOnlyList<(string Name, SampleSource Samples)> Tests, SampleSource Calibration);

/// <summary>A network that tells classes apart, trained by cross entropy.</summary>
public abstract class ClassifierRecipe : Recipe
{
    /// <summary>The network.</summary>
    public abstract Network Network { get; }

    /// <summary>Class names in output order.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>The pre-processing specification that goes into the model's metadata; null for inputs that are tensors.</summary>
    public abstract string? Preprocessing { get; }

    /// <summary>Reads the data.</summary>
    /// <param name="call">Folders and settings.</param>
    /// <param name="say">Told what is going on, a line each.</param>
    public abstract DataParts Load(RecipeCall call, Action<string> say);

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console) =>
        ClassifierRun.Run(this, call, output, resume, console);
}
