using System.Globalization;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>Carries out a classifier's recipe: data, training, the model's folder, and accuracy in float and int8.</summary>
public static class ClassifierRun
{
    /// <summary>Runs everything and writes the model's folder.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="call">Folders and settings.</param>
    /// <param name="output">The folder.</param>
    /// <param name="resume">Continues an interrupted run.</param>
    /// <param name="console">Where progress is shown.</param>
    public static void Run(ClassifierRecipe recipe, RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        DataParts data = recipe.Load(call, line => console.WriteLine(line));
        string checkpoints = Path.Combine(call.Cache, recipe.Name, $"checkpoints-{call.Options.Seed}");
        using Trainer trainer = new(recipe.Network, recipe.Labels.Count, data.Train, data.Validation, call.Options, checkpoints, resume);
        TorchNetwork network = Train(trainer, call.Options, console);
        Write(recipe, network, data, call.Options, trainer.History, output, console);
    }

    /// <summary>Trains with a progress bar.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="console">Where progress is shown.</param>
    /// <returns>The network with the weights of the best epoch.</returns>
    public static TorchNetwork Train(Trainer trainer, TrainingOptions options, IAnsiConsole console)
    {
        TorchNetwork? network = null;
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("training", maxValue: options.Epochs * (double)trainer.StepsPerEpoch);
            network = trainer.Run(
                (epoch, step, loss) =>
                {
                    task.Value = ((epoch - 1) * (double)trainer.StepsPerEpoch) + step;
                    task.Description = Invariant($"epoch {epoch} of {options.Epochs}, loss {loss:0.000}");
                },
                e => console.WriteLine(Invariant($"epoch {e.Number}: training loss {e.TrainLoss:0.0000} accuracy {e.TrainAccuracy:0.0000}, validation loss {e.ValidationLoss:0.0000} accuracy {e.ValidationAccuracy:0.0000}")));
        });
        return network!;
    }

    /// <summary>Writes the folder of a trained classifier and measures it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="network">The trained network.</param>
    /// <param name="data">The parts of the data.</param>
    /// <param name="options">Settings of the run.</param>
    /// <param name="history">Figures of the run.</param>
    /// <param name="output">The folder.</param>
    /// <param name="console">Told the figures.</param>
    public static void Write(
        ClassifierRecipe recipe, TorchNetwork network, DataParts data, TrainingOptions options, History history, string output, IAnsiConsole console)
    {
        Graph graph = GraphBuilder.Build(network);
        ModelFolder folder = new(output, recipe.Name);
        float[][] samples = [.. Enumerable.Range(0, data.Calibration.Count).Select(i => data.Calibration.InputOf(i, recipe.Network.InputElements))];
        float difference = ModelComparison.Largest(graph, [.. samples.Take(64).Select(recipe.Network.Split)], inputs => network.Probabilities([.. inputs.SelectMany(input => input)]));
        console.WriteLine(Invariant($"largest difference between TorchSharp and ONNX Runtime {difference:0.0e+0}"));
        int[] classes = [.. Enumerable.Range(0, data.Calibration.Count).Select(data.Calibration.LabelOf)];
        Int8Model int8 = folder.Write(graph, [.. samples.Select(recipe.Network.Split)], new ModelFacts(recipe.Licence, recipe.Preprocessing, recipe.Labels), classes);
        folder.WriteCurves(history);
        List<string> lines = [$"weight layers: {recipe.Network.WeightLayers}"];
        foreach ((string name, SampleSource part) in data.Tests.Prepend(("validation", data.Validation)))
        {
            Evaluation evaluation = Evaluation.Of(
                network, new BatchReader(part, recipe.Network.InputElements, recipe.Labels.Count, options.Threads), recipe.Labels.Count);
            int correct = int8.Correct(part);
            lines.Add(Invariant($"{name}: float {evaluation.Correct}/{evaluation.Count} = {evaluation.Accuracy:0.0000}, int8 {correct}/{part.Count} = {(double)correct / part.Count:0.0000}"));
            if (name != "validation")
            {
                lines.AddRange(Confusion(evaluation, recipe.Labels));
            }
        }

        folder.WriteMetrics(lines, console);
    }

    private static IEnumerable<string> Confusion(Evaluation evaluation, IReadOnlyList<string> labels) =>
        labels.Select((label, i) => $"  {label,-10} {string.Join(' ', labels.Select((_, j) => evaluation.Confusion[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(4)))}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
