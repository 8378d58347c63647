using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Recipes;

/// <summary>What the command line says.</summary>
/// <param name="Data">Folder of the data; null takes the recipe's own choice.</param>
/// <param name="Cache">Folder for what can be computed again.</param>
/// <param name="Teacher">Folder of published models to learn from; null for the recipe's own choice.</param>
/// <param name="Options">How to train.</param>
public sealed record RecipeCall(string? Data, string Cache, string? Teacher, TrainingOptions Options);

/// <summary>The parts of a data set.</summary>
/// <param name="Train">Samples to learn from.</param>
/// <param name="Validation">Samples that choose the best epoch.</param>
/// <param name="Tests">Parts that are only measured, with their names; the first is the one that counts.</param>
/// <param name="Calibration">Samples from the training part whose ranges int8 shall cover.</param>
public sealed record DataParts(
    SampleSource Train, SampleSource Validation, IReadOnlyList<(string Name, SampleSource Samples)> Tests, SampleSource Calibration);

/// <summary>How a model of the zoo is made: one recipe a folder of models/.</summary>
public abstract class Recipe
{
    /// <summary>Name of the command, the folder and the file.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Summary { get; }

    /// <summary>The network.</summary>
    public abstract Network Network { get; }

    /// <summary>Class names in output order.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>The pre-processing specification that goes into the model's metadata.</summary>
    public abstract string Preprocessing { get; }

    /// <summary>Licence line of the model.</summary>
    public abstract string Licence { get; }

    /// <summary>Settings that the published model was made with.</summary>
    public abstract TrainingOptions Defaults { get; }

    /// <summary>Reads the data.</summary>
    /// <param name="call">Folders and settings.</param>
    /// <param name="say">Told what is going on, a line each.</param>
    public abstract DataParts Load(RecipeCall call, Action<string> say);
}
