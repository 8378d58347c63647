using System.CommandLine;
using EdgeDeep.Compiler;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Recipes;
using Spectre.Console;

namespace EdgeDeep.Training;

/// <summary>The training program: <c>edgedeep-train RECIPE [options]</c>.</summary>
public static class Program
{
    // One row a model.
    private static readonly Recipe[] Recipes = [new DigitsRecipe(), new KeywordsRecipe(), new WakeWordRecipe()];

    /// <summary>Trains one model.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 on success, 1 on wrong input, 2 on a wrong command line.</returns>
    public static int Main(string[] args)
    {
        RootCommand root = new("Trains models of the zoo and writes them as float ONNX, ready for 'edgedeep quantize'. Example: tools/train.sh digits --out models/digits");
        foreach (Recipe recipe in Recipes)
        {
            root.Add(CommandFor(recipe));
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"edgedeep-train: {parsed.Errors[0].Message} See --help.");
            return 2;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception problem) when (problem is InputException or ModelException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"edgedeep-train: {problem.Message}");
            return 1;
        }
    }

    private static Command CommandFor(Recipe recipe)
    {
        TrainingOptions defaults = recipe.Defaults;
        Option<string?> data = new("--data") { Description = "Folder of the data; by default ../shared/data, else what models/README.md says." };
        Option<string?> output = new("--out") { Description = $"Where to write; by default models/{recipe.Name}." };
        Option<string?> teacher = new("--teacher") { Description = "Folder of published models to learn from, where the recipe can; by default ../shared/data." };
        Option<int> epochs = new("--epochs") { Description = "Passes over the data.", DefaultValueFactory = _ => defaults.Epochs };
        Option<int> batch = new("--batch") { Description = "Samples a step.", DefaultValueFactory = _ => defaults.BatchSize };
        Option<double> rate = new("--rate") { Description = "Highest learning rate.", DefaultValueFactory = _ => defaults.LearningRate };
        Option<int> seed = new("--seed") { Description = "Seed of all chances.", DefaultValueFactory = _ => defaults.Seed };
        Option<int> patience = new("--patience") { Description = "Stop when validation has not improved for so many epochs; 0 for never.", DefaultValueFactory = _ => defaults.Patience };
        Option<int> threads = new("--threads") { Description = "Threads.", DefaultValueFactory = _ => defaults.Threads };
        Option<bool> sgd = new("--sgd") { Description = "Stochastic gradient descent instead of AdamW." };
        Option<bool> qat = new("--qat") { Description = "Quantization-aware training: the last fifth of the epochs rounds weights and activations as the runtime does." };
        Option<bool> resume = new("--resume") { Description = "Continue an interrupted run." };
        Command command = new(recipe.Name, $"Trains '{recipe.Name}': {recipe.Summary}. Example: tools/train.sh {recipe.Name} --seed 1")
        {
            data, output, teacher, epochs, batch, rate, seed, patience, threads, sgd, qat, resume,
        };
        command.SetAction(parsed =>
        {
            int passes = parsed.GetValue(epochs);
            TrainingOptions options = defaults with
            {
                Epochs = passes,
                BatchSize = parsed.GetValue(batch),
                LearningRate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                Patience = parsed.GetValue(patience),
                Threads = parsed.GetValue(threads),
                Sgd = parsed.GetValue(sgd),
                QuantizedEpochs = parsed.GetValue(qat) ? Math.Max(1, passes / 5) : 0,
            };
            RecipeCall call = new(parsed.GetValue(data), Folders.Cache, parsed.GetValue(teacher), options);
            IAnsiConsole console = AnsiConsole.Console;
            console.Profile.Width = Math.Max(console.Profile.Width, Console.IsOutputRedirected ? 240 : 80);
            string folder = parsed.GetValue(output) ?? Path.Combine(Folders.Repository, "models", recipe.Name);
            recipe.Run(call, folder, parsed.GetValue(resume), console);
            return 0;
        });
        return command;
    }
}
