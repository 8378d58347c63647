using System.CommandLine;
using EdgeDeep.Compiler;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Recipes;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training;

/// <summary>The training program: <c>edgedeep-train RECIPE [options]</c>.</summary>
public static class Program
{
    // One row a model.
    private static readonly Recipe[] Recipes =
    [
        new DigitsRecipe(),
        new DigitsGanRecipe(),
        new KeywordsRecipe(),
        new KeywordsTransformerRecipe(),
        new MotionRecipe(RecurrentCell.Gru),
        new MotionRecipe(RecurrentCell.Lstm),
        new OwnWordsRecipe(),
        new PassOrFailRecipe(),
        new PresenceRecipe(),
        new NextWordRecipe(),
        new VibrationRecipe(),
        new SoundsRecipe(),
        new PicturesRecipe(),
        new TableRecipe(),
        new WakeWordRecipe(),
    ];

    /// <summary>Trains one model.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 on success, 1 on wrong input, 2 on a wrong command line.</returns>
    public static int Main(string[] args)
    {
        RootCommand root = new("Trains models on sounds, pictures and tables of your own, or models of the zoo again, and writes them as float ONNX and int8 .edge. Example: edgedeep train sounds --data clips --name bells");
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
        catch (Exception problem) when (ForUsers(problem) is not null)
        {
            Console.Error.WriteLine($"edgedeep-train: {ForUsers(problem)!.Message}");
            return 1;
        }
    }

    /// <summary>The error whose message tells a user what to do, also where it arose in one of several threads; null for defects.</summary>
    private static Exception? ForUsers(Exception problem) => problem switch
    {
        AggregateException several => ForUsers(several.Flatten().InnerExceptions[0]),
        InputException or ModelException or IOException or UnauthorizedAccessException => problem,
        _ => null,
    };

    private static Command CommandFor(Recipe recipe)
    {
        TrainingOptions defaults = recipe.Defaults;
        Option<string?> data = new("--data") { Description = "Folder of the data; by default ../shared/data, else what models/README.md says." };
        Option<string?> output = new("--out") { Description = "Where to write; models of the zoo go to their folder in models/ by default." };
        Option<string?> teacher = new("--teacher") { Description = "Folder of published models to learn from, where the recipe can; by default ../shared/data." };
        Option<int> epochs = new("--epochs") { Description = "Passes over the data.", DefaultValueFactory = _ => defaults.Epochs };
        Option<int> batch = new("--batch") { Description = "Samples a step.", DefaultValueFactory = _ => defaults.BatchSize };
        Option<double> rate = new("--rate") { Description = "Highest learning rate.", DefaultValueFactory = _ => defaults.LearningRate };
        Option<int> seed = new("--seed") { Description = "Seed of all chances.", DefaultValueFactory = _ => defaults.Seed };
        Option<int> patience = new("--patience") { Description = "Stop when validation has not improved for so many epochs; 0 for never.", DefaultValueFactory = _ => defaults.Patience };
        Option<int> threads = new("--threads") { Description = "Threads; another number gives other weights.", DefaultValueFactory = _ => defaults.Threads };
        Option<bool> sgd = new("--sgd") { Description = "Stochastic gradient descent instead of AdamW." };
        Option<bool> qat = new("--qat") { Description = "Quantization-aware training: the last fifth of the epochs rounds weights and activations as the runtime does." };
        Option<bool> resume = new("--resume") { Description = "Continue an interrupted run." };
        Option<bool> measure = new("--measure") { Description = "Train nothing: take the figures of the model in the folder again and compare them with its metrics.txt." };
        Option<bool> json = new("--json") { Description = "Write one JSON document about the result; what happens meanwhile goes to the error output." };
        Command command = new(recipe.Name, $"Trains '{recipe.Name}': {recipe.Summary}. Example: edgedeep train {recipe.Example}")
        {
            data, output, teacher, epochs, batch, rate, seed, patience, threads, sgd, qat, resume, measure, json,
        };
        foreach (Option own in recipe.Options)
        {
            command.Add(own);
        }

        foreach (Option<int> positive in (Option<int>[])[epochs, batch, threads])
        {
            positive.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && int.TryParse(token.Value, out int number) && number < 1)
                {
                    result.AddError($"{positive.Name} must be at least 1.");
                }
            });
        }

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
            RecipeCall call = new(parsed.GetValue(data), Folders.Cache, parsed.GetValue(teacher), options) { IsMeasuredOnly = parsed.GetValue(measure) };
            bool isJson = parsed.GetValue(json);
            IAnsiConsole console = isJson ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : AnsiConsole.Console;
            console.Profile.Width = Math.Max(console.Profile.Width, (isJson ? Console.IsErrorRedirected : Console.IsOutputRedirected) ? 240 : 80);
            Recipe chosen = recipe.With(parsed);
            string folder = parsed.GetValue(output) ?? chosen.Output ?? throw new InputException("no folder for the model; name one with --out.");
            chosen.Run(call, folder, parsed.GetValue(resume), console);
            if (isJson)
            {
                Console.Out.WriteLine(TrainReport.Of(chosen.Name, folder).ToJson());
            }

            return 0;
        });
        return command;
    }
}
