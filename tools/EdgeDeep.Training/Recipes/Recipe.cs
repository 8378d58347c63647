using System.CommandLine;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>What the command line says.</summary>
/// <param name="Data">Folder of the data; null takes the recipe's own choice.</param>
/// <param name="Cache">Folder for what can be computed again.</param>
/// <param name="Teacher">Folder of published models to learn from; null for the recipe's own choice.</param>
/// <param name="Options">How to train.</param>
public sealed record RecipeCall(string? Data, string Cache, string? Teacher, TrainingOptions Options)
{
    /// <summary>Whether nothing is trained: the model in the folder is measured again.</summary>
    public bool IsMeasuredOnly { get; init; }
}

/// <summary>How a model of the zoo is made: one recipe a folder of models/.</summary>
public abstract class Recipe
{
    /// <summary>Name of the command, the folder and the file.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Summary { get; }

    /// <summary>Licence line of the model.</summary>
    public abstract string Licence { get; }

    /// <summary>Settings that the published model was made with.</summary>
    public abstract TrainingOptions Defaults { get; }

    /// <summary>Options of this recipe besides those of all recipes.</summary>
    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>Folder that is written where none is named; null where one must be named.</summary>
    public virtual string? Output => Path.Combine(Folders.Repository, "models", Name);

    /// <summary>Arguments of a command line that works, for the help.</summary>
    public virtual string Example => $"{Name} --seed 1";

    /// <summary>The recipe with its own options as the command line gives them.</summary>
    /// <param name="parsed">The command line.</param>
    public virtual Recipe With(ParseResult parsed) => this;

    /// <summary>Trains, measures in float and int8, and writes the model's folder with <see cref="Writing.ModelFolder"/>.</summary>
    /// <param name="call">Folders and settings.</param>
    /// <param name="output">The folder.</param>
    /// <param name="resume">Continues an interrupted run.</param>
    /// <param name="console">Where progress is shown.</param>
    public abstract void Run(RecipeCall call, string output, bool resume, IAnsiConsole console);
}
