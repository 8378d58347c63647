using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

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
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        DataParts data = Load(call, console.WriteLine);
        ClassifierRun.Run(new ClassifierTask(Name, new ModelFacts(Licence, Preprocessing, Labels), Network, data), call, output, resume, console);
    }
}
